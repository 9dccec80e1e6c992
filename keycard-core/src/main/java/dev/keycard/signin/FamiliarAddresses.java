package dev.keycard.signin;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.signin.FamiliarAddressStore.Sighting;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.throttle.SignInThrottle.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses from which a user signed in during the last 30 days. Guesses from other addresses do not count against them.
 * Successes are recorded in memory and written later, in batches; until then only this process has them. Thread-safe.
 */
@Internal
public final class FamiliarAddresses {

    /** How long an address stays familiar after the last success from it. */
    public static final Duration FAMILIAR_FOR = Duration.ofDays(30);

    private record Place(UserId userId, String addressKey) {}

    private final FamiliarAddressStore store;
    private final InstantSource clock;
    private final Map<Place, Instant> unwritten = new ConcurrentHashMap<>();

    public FamiliarAddresses(FamiliarAddressStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether an address is familiar for a user. Reads the store, for unknown users too. */
    Origin origin(Optional<UserId> userId, String address) {
        Place place = new Place(userId.orElse(UserId.NOBODY), AddressKey.keyOf(address));
        boolean familiar = isStored(place) || unwritten.containsKey(place);
        return familiar ? Origin.FAMILIAR : Origin.UNFAMILIAR;
    }

    private boolean isStored(Place place) {
        try {
            return store.isFamiliar(
                    place.userId(), place.addressKey(), clock.instant().minus(FAMILIAR_FOR));
        } catch (StoreUnavailableException cannotTell) {
            return false;
        }
    }

    /**
     * Records a right password of the user from an address. May read the store.
     *
     * @return whether the address was not familiar, and it is not the user's first sign-in
     */
    boolean note(UserId userId, String address) {
        Place place = new Place(userId, AddressKey.keyOf(address));
        boolean news = !unwritten.containsKey(place) && hasSignedIn(userId) && !isStored(place);
        Instant before = unwritten.put(place, clock.instant());
        return news && before == null;
    }

    private boolean hasSignedIn(UserId userId) {
        try {
            return unwritten.keySet().stream().anyMatch(place -> place.userId().equals(userId))
                    || store.hasSignedIn(userId);
        } catch (StoreUnavailableException cannotTell) {
            return false;
        }
    }

    /** Writes the sightings since the last call. A crash loses some seconds of them. */
    public void write() {
        Map<Place, Instant> noted = Map.copyOf(unwritten);
        if (!noted.isEmpty()) {
            List<Sighting> sightings = noted.entrySet().stream()
                    .map(entry ->
                            new Sighting(entry.getKey().userId(), entry.getKey().addressKey(), entry.getValue()))
                    .toList();
            store.keep(sightings);
            noted.forEach(unwritten::remove);
        }
    }

    /**
     * Removes what is familiar no more, that many at most.
     *
     * @return how many were removed
     */
    public int purgeOld(int limit) {
        return store.purgeBefore(clock.instant().minus(FAMILIAR_FOR), limit);
    }
}
