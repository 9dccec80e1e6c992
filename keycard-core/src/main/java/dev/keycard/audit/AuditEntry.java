package dev.keycard.audit;

import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was written, for readers of the audit.
 *
 * @param sequence the order of writing; never used again
 * @param details the details of its kind
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String kind,
        @Nullable UserId userId,
        @Nullable UserId actorId,
        String requestId,
        String address,
        Map<String, String> details) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** An event as it is written under a number. */
    public static AuditEntry of(long sequence, AuthEvent event) {
        AuditContext context = event.context();
        return new AuditEntry(
                sequence,
                context.at(),
                event.kind(),
                event.userId(),
                context.actorId(),
                context.requestId(),
                context.address(),
                event.details());
    }
}
