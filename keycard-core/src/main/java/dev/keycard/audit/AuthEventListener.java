package dev.keycard.audit;

/**
 * The one seam through which events are told: to the log, to counters, to an application's own hooks. Called on the thread of
 * the act, after the act is durable; must be quick, thread-safe, and not throw.
 */
@FunctionalInterface
public interface AuthEventListener {

    void on(AuthEvent event);
}
