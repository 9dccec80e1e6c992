package dev.keycard.audit;

import dev.keycard.id.UserId;
import org.jspecify.annotations.Nullable;

/** A filter of entries; null means any value. */
public record AuditFilter(@Nullable UserId userId, @Nullable String kind) {

    /** All entries. */
    public static AuditFilter all() {
        return new AuditFilter(null, null);
    }
}
