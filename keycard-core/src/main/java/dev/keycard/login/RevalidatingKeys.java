package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.jwt.KeyRing;
import dev.keycard.key.Keys;
import dev.keycard.key.SigningKeys;
import dev.keycard.revocation.RevocationCheck;
import java.util.function.Supplier;

/**
 * The keys for callers who may wait: as memory holds them while it may decide, else as the store has them at that moment. So a
 * node that is cut off from the feed neither accepts nor signs with a key that was removed elsewhere. Thread-safe.
 */
@Internal
public final class RevalidatingKeys implements Supplier<SigningKeys> {

    private final Keys keys;
    private final RevocationCheck revocations;

    public RevalidatingKeys(Keys keys, RevocationCheck revocations) {
        this.keys = keys;
        this.revocations = revocations;
    }

    /**
     * Whether the keys in memory may be used: the view of the changes is recent, and the keys were read after their last
     * change. The checks are in this order, so that a change that the feed reads in between is noticed.
     */
    public boolean areKnown() {
        return revocations.isKnown() && keys.isCurrent();
    }

    /** @throws dev.keycard.store.StoreUnavailableException if the store must be read and cannot answer */
    @Override
    public SigningKeys get() {
        if (!areKnown()) {
            keys.reload();
        }
        return keys.current();
    }

    /** The number of the present epoch; see {@link Keys#epoch}. */
    public long epoch() {
        return keys.epoch();
    }

    /** The keys as memory holds them, as a verifier takes them. Never waits. */
    public KeyRing ringInMemory() {
        return keys.current().ring();
    }

    /** The same as {@link #get}, as a verifier takes them. */
    public KeyRing ring() {
        return get().ring();
    }
}
