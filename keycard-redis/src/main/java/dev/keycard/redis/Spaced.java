package dev.keycard.redis;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs an action when it is asked to, but not more often than once in a period. What is asked for too early runs once, at
 * the end of the period. Thread-safe; never blocks.
 */
final class Spaced {

    private enum State {
        IDLE,
        RESTING,
        /** Resting, and asked for again. */
        DUE
    }

    private final Runnable action;
    private final Duration period;
    private final ScheduledExecutorService thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    Spaced(Runnable action, Duration period, ScheduledExecutorService thread) {
        this.action = action;
        this.period = period;
        this.thread = thread;
    }

    /** Runs the action soon, on the thread; not after that was closed. */
    void ask() {
        while (true) {
            if (state.compareAndSet(State.IDLE, State.RESTING)) {
                schedule(this::run, Duration.ZERO);
                return;
            }
            if (state.get() == State.DUE || state.compareAndSet(State.RESTING, State.DUE)) {
                return;
            }
        }
    }

    private void run() {
        schedule(this::rested, period);
        action.run();
    }

    private void rested() {
        if (!state.compareAndSet(State.RESTING, State.IDLE)) {
            state.set(State.RESTING);
            run();
        }
    }

    private void schedule(Runnable step, Duration delay) {
        try {
            var unused = thread.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The thread was closed: nothing is to be done any more.
        }
    }
}
