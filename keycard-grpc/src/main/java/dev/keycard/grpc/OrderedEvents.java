package dev.keycard.grpc;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one direction of a call, run one after another and in order. An event may need a check first: while one is made
 * elsewhere, the events behind it wait, and go on where the check ends. Thread-safe; events run without a lock.
 */
final class OrderedEvents {

    /** A check before an event: null if it passed at once, else its end. It refuses by an exception, at once or at its end. */
    @FunctionalInterface
    interface Check {
        @Nullable CompletableFuture<?> begin();
    }

    private record Event(@Nullable Check check, Runnable act) {}

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int most;
    private final Consumer<Throwable> refused;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private @Nullable CompletableFuture<?> pending;
    private boolean busy;
    private boolean closed;

    /**
     * @param most how many events may wait; if more come, {@code refused} receives {@code unavailable}
     * @param refused receives the exception of a check, and that of an event which runs behind one
     */
    OrderedEvents(int most, Consumer<Throwable> refused) {
        this.most = most;
        this.refused = refused;
    }

    /** Runs it now, or behind those that wait. */
    void add(Runnable act) {
        add(null, act);
    }

    /** The same with a check before it; none if it is null. */
    void add(@Nullable Check check, Runnable act) {
        switch (take(new Event(check, act))) {
            case RUN -> run();
            case TOO_MANY -> refused.accept(ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY));
            case WAIT -> {}
        }
    }

    private enum Next {
        RUN,
        WAIT,
        TOO_MANY
    }

    private synchronized Next take(Event event) {
        if (closed) {
            return Next.WAIT;
        }
        if (waiting.size() >= most) {
            return Next.TOO_MANY;
        }
        waiting.add(event);
        if (busy) {
            return Next.WAIT;
        }
        busy = true;
        return Next.RUN;
    }

    /** The last event: drops those that wait, leaves out a check that is being made, and takes no more. */
    void last(Runnable act) {
        CompletableFuture<?> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            waiting.add(new Event(null, act));
            left = pending;
            pending = null;
            if (busy && left == null) {
                return;
            }
            busy = true;
        }
        if (left != null) {
            left.cancel(false);
        }
        run();
    }

    /** Whether a check holds events back. */
    synchronized boolean isHeld() {
        return pending != null;
    }

    private void run() {
        boolean inOrder = false;
        try {
            for (Event event = next(); event != null; event = next()) {
                if (passes(event)) {
                    event.act().run();
                }
            }
            inOrder = true;
        } finally {
            if (!inOrder) {
                stop();
            }
        }
    }

    /** The next event; null if there is none, or if a check holds it back. */
    private synchronized @Nullable Event next() {
        if (pending != null) {
            return null;
        }
        Event event = waiting.poll();
        busy = event != null;
        return event;
    }

    private synchronized void stop() {
        busy = false;
    }

    /** Makes the check of an event. If it goes on elsewhere, the event becomes the first of those that wait. */
    private boolean passes(Event event) {
        if (event.check() == null) {
            return true;
        }
        CompletableFuture<?> check;
        try {
            check = event.check().begin();
        } catch (RuntimeException refusal) {
            refused.accept(refusal);
            return false;
        }
        if (check == null) {
            return true;
        }
        if (hold(event, check)) {
            @SuppressWarnings("unused") // it receives both ends of the check
            var goingOn = check.whenComplete((passed, refusal) -> goOn(check, refusal));
        }
        return false;
    }

    private synchronized boolean hold(Event event, CompletableFuture<?> check) {
        if (closed) {
            return false;
        }
        pending = check;
        waiting.addFirst(new Event(null, event.act()));
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // is it the check that holds events back, or one that was left out?
    private void goOn(CompletableFuture<?> check, @Nullable Throwable refusal) {
        synchronized (this) {
            if (pending != check) {
                return;
            }
            pending = null;
            if (refusal != null) {
                waiting.poll();
            }
        }
        try {
            if (refusal != null) {
                refused.accept(refusal);
            }
            run();
        } catch (RuntimeException | Error failed) {
            refused.accept(failed);
        }
    }
}
