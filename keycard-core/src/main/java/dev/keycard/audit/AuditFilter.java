package dev.keycard.audit;

import dev.keycard.id.UserId;
import org.jspecify.annotations.Nullable;

/** Which entries are wanted; null for any. */
public record AuditFilter(@Nullable UserId userId, @Nullable String kind) {

    /** All of them. */
    public static AuditFilter all() {
        return new AuditFilter(null, null);
    }
}
