package dev.keycard.store;

import java.time.Duration;
import java.util.Set;

/**
 * The rules for all stores, of any database.
 *
 * @param nameQuarantine how long the name of a renamed or deleted user stays reserved; zero frees it at once; default 90 days
 * @param reservedScopes scopes that only staff and operators issue, besides Keycard's own; default none
 * @param sizes the limits of the size
 */
public record StorePolicy(Duration nameQuarantine, Set<String> reservedScopes, SizeLimits sizes) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    /** @throws IllegalArgumentException if the time is negative or over ten years; the message names the setting */
    public StorePolicy {
        if (nameQuarantine.isNegative() || nameQuarantine.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("account.name-quarantine must be at most 3650d");
        }
        reservedScopes = Set.copyOf(reservedScopes);
    }

    /** The defaults that the parameters of this record name. */
    public static StorePolicy defaults() {
        return new StorePolicy(Duration.ofDays(90), Set.of(), SizeLimits.defaults());
    }

    public StorePolicy withNameQuarantine(Duration quarantine) {
        return new StorePolicy(quarantine, reservedScopes, sizes);
    }

    public StorePolicy withReservedScopes(Set<String> scopes) {
        return new StorePolicy(nameQuarantine, scopes, sizes);
    }

    public StorePolicy withSizes(SizeLimits limits) {
        return new StorePolicy(nameQuarantine, reservedScopes, limits);
    }
}
