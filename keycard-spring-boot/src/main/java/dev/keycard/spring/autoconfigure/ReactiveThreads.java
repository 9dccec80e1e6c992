package dev.keycard.spring.autoconfigure;

import org.springframework.beans.factory.DisposableBean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of what an event loop must not wait for. Checks and endpoints have threads of their own, and so has the
 * application: a flood of sign-ins delays no check of a token. Threads begin when they are needed. Thread-safe.
 */
final class ReactiveThreads implements DisposableBean {

    /** Besides those that wait for hashes, as in the server. */
    private static final int OTHERS = 64;

    /** As many as in {@code keycard-webflux} by itself. */
    private static final int MOST_WAITING = 1_000;

    private static final int IDLE_SECONDS = 60;

    private final int threads;
    private final Scheduler checks;
    private final Scheduler endpoints;

    /** @param hashCallers how many callers can wait for hashes at once */
    ReactiveThreads(int hashCallers) {
        this.threads = Math.min(hashCallers + OTHERS, MOST_WAITING);
        this.checks = scheduler("keycard-checks");
        this.endpoints = scheduler("keycard-endpoints");
    }

    private Scheduler scheduler(String name) {
        return Schedulers.newBoundedElastic(threads, MOST_WAITING, name, IDLE_SECONDS, true);
    }

    Scheduler checks() {
        return checks;
    }

    /** How many checks may wait or run. */
    int mostChecks() {
        return MOST_WAITING;
    }

    Scheduler endpoints() {
        return endpoints;
    }

    /** How many requests to the endpoints may run. None waits, so that the answer to a full queue of hashes comes at once. */
    int mostRequests() {
        return threads;
    }

    @Override
    public void destroy() {
        checks.dispose();
        endpoints.dispose();
    }
}
