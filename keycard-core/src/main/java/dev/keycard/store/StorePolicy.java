package dev.keycard.store;

import java.time.Duration;

/**
 * What every store keeps to, whatever the database is.
 *
 * @param nameQuarantine how long the name of a renamed or deleted user stays reserved; zero frees it at once; default 90 days
 */
public record StorePolicy(Duration nameQuarantine) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    /** @throws IllegalArgumentException if the time is negative or over ten years; the message names the setting */
    public StorePolicy {
        if (nameQuarantine.isNegative() || nameQuarantine.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("account.name-quarantine must be at most 3650d");
        }
    }

    public static StorePolicy defaults() {
        return new StorePolicy(Duration.ofDays(90));
    }

    public StorePolicy withNameQuarantine(Duration quarantine) {
        return new StorePolicy(quarantine);
    }
}
