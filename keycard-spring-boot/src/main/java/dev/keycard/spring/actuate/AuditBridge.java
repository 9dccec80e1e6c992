package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Publishes the events of Keycard as audit events of the actuator: their type is the kind of the event, such as {@code
 * signed_in}, and their principal the id of the user who is concerned. Thread-safe.
 */
@Internal
public final class AuditBridge {

    private final ApplicationEventPublisher publisher;

    public AuditBridge(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @EventListener
    public void on(AuthEvent event) {
        AuditContext context = event.context();
        Map<String, @Nullable Object> data = new TreeMap<>(event.details());
        data.put("request", context.requestId());
        data.put("address", context.address());
        if (context.actorId() != null) {
            data.put("actor", context.actorId().toString());
        }
        UserId user = event.userId();
        publisher.publishEvent(new AuditApplicationEvent(
                new AuditEvent(context.at(), user == null ? "" : user.toString(), event.kind(), data)));
    }
}
