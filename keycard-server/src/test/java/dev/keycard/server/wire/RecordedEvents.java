package dev.keycard.server.wire;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events that it is told. Thread-safe. */
final class RecordedEvents implements AuthEventListener {

    private final List<AuthEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(AuthEvent event) {
        events.add(event);
    }

    <E extends AuthEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<AuthEvent> all() {
        return List.copyOf(events);
    }
}
