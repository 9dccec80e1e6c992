package dev.keycard.audit;

/**
 * The one seam through which events are told: to the log, to counters, to an application's own hooks. Acts are told when they are
 * durable and before they are acknowledged, on the thread that asked for them; observations on the thread that made them. The
 * thread that commits calls no listener, so a slow one delays nobody but its own request. Must be quick, thread-safe, and not
 * throw.
 */
@FunctionalInterface
public interface AuthEventListener {

    /** Is told of each act, and of each observation but those that {@link #onRepeated} is told of. */
    void on(AuthEvent event);

    /**
     * Is told of an observation that repeats another one of the same minute, at once and each time. Whoever counts, counts here
     * as well, which is what happens unless it is overridden.
     */
    default void onRepeated(AuthEvent.Observation observation) {
        on(observation);
    }

    /**
     * Is told, when the minute is over, how many were told to {@link #onRepeated}: for whoever writes one line for all of them.
     */
    default void onSum(AuthEvent.Repeated sum) {}

    /** Tells both, this one first. */
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
