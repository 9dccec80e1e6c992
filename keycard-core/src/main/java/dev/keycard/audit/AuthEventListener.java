package dev.keycard.audit;

/**
 * The one seam through which events are told: to the log, to counters, to an application's own hooks. Acts are told when they are
 * durable and before they are acknowledged, on the thread that asked for them; observations on the thread that made them. The thread
 * that commits calls no listener, so a slow one delays nobody but its own request. Must be quick,
 * thread-safe, and not throw.
 */
@FunctionalInterface
public interface AuthEventListener {

    void on(AuthEvent event);

    /** Tells both, this one first. */
    default AuthEventListener and(AuthEventListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
