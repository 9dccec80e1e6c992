package dev.keycard.audit;

/**
 * Receives all events: for the log, for counters, and for hooks of an application. It receives acts when they are durable and
 * before the call returns, on the thread of the caller; and observations on the thread that made them. The committing thread
 * calls no listener, so a slow one delays only its own request. Must be quick, thread-safe, and not throw.
 */
@FunctionalInterface
public interface AuthEventListener {

    /** Receives each act, and each observation except those that {@link #onRepeated} receives. */
    void on(AuthEvent event);

    /**
     * Receives each observation that repeats another one of the same minute, at once. By default it calls {@link #on}, so that
     * counters count repetitions too.
     */
    default void onRepeated(AuthEvent.Observation observation) {
        on(observation);
    }

    /**
     * Receives, at the end of the minute, the number of observations that {@link #onRepeated} received: for listeners that
     * write one line for all of them.
     */
    default void onSum(AuthEvent.Repeated sum) {}

    /** A listener that calls both, this one first. */
    default AuthEventListener and(AuthEventListener other) {
        AuthEventListener first = this;
        return new AuthEventListener() {
            @Override
            public void on(AuthEvent event) {
                first.on(event);
                other.on(event);
            }

            @Override
            public void onRepeated(AuthEvent.Observation observation) {
                first.onRepeated(observation);
                other.onRepeated(observation);
            }

            @Override
            public void onSum(AuthEvent.Repeated sum) {
                first.onSum(sum);
                other.onSum(sum);
            }
        };
    }
}
