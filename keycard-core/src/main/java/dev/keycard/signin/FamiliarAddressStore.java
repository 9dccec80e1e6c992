package dev.keycard.signin;

import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Collection;

/**
 * Keeps from where users signed in. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot be
 * asked. Thread-safe.
 */
public interface FamiliarAddressStore {

    /** How many addresses are kept for a user; the newest stay. */
    int MOST_PER_USER = 50;

    /**
     * A user signed in from there.
     *
     * @param addressKey the address as it is counted, an IPv6 address by its /64
     */
    record Sighting(UserId userId, String addressKey, Instant at) {}

    /** Whether the user signed in from there at that moment or later. */
    boolean isFamiliar(UserId userId, String addressKey, Instant since);

    /** Whether a sighting of the user was ever kept, even if it is forgotten by now. */
    boolean hasSignedIn(UserId userId);

    /** Keeps sightings. Those of users who are gone are dropped; an older one does not replace a newer one. */
    void keep(Collection<Sighting> sightings);

    /**
     * Forgets the oldest of the sightings before a moment, that many at most.
     *
     * @return how many were forgotten
     */
    int purgeBefore(Instant moment, int limit);
}
