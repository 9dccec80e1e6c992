package dev.keycard.signin;

import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Collection;

/**
 * Stores the addresses from which users signed in. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the
 * store cannot answer. Thread-safe.
 */
public interface FamiliarAddressStore {

    /** How many addresses are kept for a user; the newest are kept. */
    int MAX_PER_USER = 50;

    /**
     * A sign-in of a user from an address.
     *
     * @param addressKey the address as it is counted, an IPv6 address by its /64
     */
    record Sighting(UserId userId, String addressKey, Instant at) {}

    /** Whether the user signed in from that address at that moment or later. */
    boolean isFamiliar(UserId userId, String addressKey, Instant since);

    /** Whether a sign-in of the user was ever stored, even if it was purged since. */
    boolean hasSignedIn(UserId userId);

    /** Stores sightings. Those of deleted users are dropped; an older one does not replace a newer one. */
    void keep(Collection<Sighting> sightings);

    /**
     * Forgets the oldest of the sightings before a moment, that many at most.
     *
     * @return how many were forgotten
     */
    int purgeBefore(Instant moment, int limit);
}
