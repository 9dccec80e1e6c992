package dev.keycard.spring.security;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;

/** Does something when a request is over. */
final class EndOfRequest implements AsyncListener {

    private final Runnable action;

    private EndOfRequest(Runnable action) {
        this.action = action;
    }

    /** To be called when its filters have returned: it is over then, or when its asynchronous answer is complete. */
    static void of(ServletRequest request, Runnable action) {
        if (!request.isAsyncStarted()) {
            action.run();
            return;
        }
        try {
            request.getAsyncContext().addListener(new EndOfRequest(action));
        } catch (IllegalStateException completeMeanwhile) {
            action.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        action.run();
    }

    /** It follows that the request completes. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    /** It follows that the request completes. */
    @Override
    public void onError(AsyncEvent event) {}

    /** A new start drops the listeners of the one before. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
