package dev.keycard.spring.autoconfigure;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEventListener;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events in the application. Of observations that repeat each other, it publishes the first of a minute and then their
 * number, so that a flood of requests is no flood of events. Thread-safe.
 */
record PublishedEvents(ApplicationEventPublisher publisher) implements AuthEventListener {

    @Override
    public void on(AuthEvent event) {
        publisher.publishEvent(event);
    }

    /** Their sum is published. */
    @Override
    public void onRepeated(AuthEvent.Observation observation) {
        // at the end of the minute
    }

    @Override
    public void onSum(AuthEvent.Repeated sum) {
        publisher.publishEvent(sum);
    }
}
