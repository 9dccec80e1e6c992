package dev.keycard.cleanup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times for which rows are kept after their end. Immutable.
 *
 * @param keepLogins how long a login is kept after it ended or expired; 30 days by default, at least one day. It is always kept
 *     for as long as its last refresh token could be presented
 * @param keepTokens how long an API token is kept after it ended or expired; 90 days by default, at least one day
 * @param keepAudit how long an audit entry is kept; 365 days by default, at least one day, null for no limit
 */
public record CleanupConfig(
        Duration keepLogins, Duration keepTokens, @Nullable Duration keepAudit) {

    private static final Duration LEAST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a time is too short; the message names its setting */
    public CleanupConfig {
        atLeastADay("cleanup.keep-logins", keepLogins);
        atLeastADay("cleanup.keep-tokens", keepTokens);
        if (keepAudit != null) {
            atLeastADay("audit.keep", keepAudit);
        }
    }

    /** The defaults that the parameters of this record name. */
    public static CleanupConfig defaults() {
        return new CleanupConfig(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));
    }

    private static void atLeastADay(String setting, Duration value) {
        if (value.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(setting + " must be at least 1d");
        }
    }
}
