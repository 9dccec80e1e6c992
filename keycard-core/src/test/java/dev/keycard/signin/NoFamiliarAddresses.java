package dev.keycard.signin;

import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Collection;

/** A store of familiar addresses that keeps nothing. */
public final class NoFamiliarAddresses implements FamiliarAddressStore {

    @Override
    public boolean isFamiliar(UserId userId, String addressKey, Instant since) {
        return false;
    }

    @Override
    public void keep(Collection<Sighting> sightings) {}

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return 0;
    }

    @Override
    public boolean hasSignedIn(UserId userId) {
        return false;
    }
}
