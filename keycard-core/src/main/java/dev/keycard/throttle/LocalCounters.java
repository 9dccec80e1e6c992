package dev.keycard.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counters in this process's memory. The first period of a key begins at its first use, and each period starts at zero, so the
 * limit within a period is exact. Thread-safe.
 *
 * <p>Memory is bounded for any number of names: the most used keys are counted one by one, and the counts of the others are
 * kept in an {@link EvictedCounts}, so that an eviction does not reset a key. A key that is not used for about two periods is
 * removed, and starts at zero with its next use.
 */
public final class LocalCounters implements Counters {

    private record Name(String key, Rate rate) {}

    private static final int MAX_KEYS = 100_000;

    /** Names come from clients and may be long. */
    private static final int LONGEST_KEY = 96;

    private final MonotonicClock meter;
    private final EvictedCounts overflow;
    private final Cache<Name, TokenBucket> allowances;

    /** Counters of 100,000 keys. */
    public LocalCounters(InstantSource clock, Entropy entropy) {
        this(clock, entropy, MAX_KEYS);
    }

    /** @param mostKeys how many keys are counted one by one */
    public LocalCounters(InstantSource clock, Entropy entropy, int mostKeys) {
        this.meter = new MonotonicClock(clock);
        this.overflow = new EvictedCounts(entropy.bytes(32), mostKeys);
        this.allowances = Caffeine.newBuilder()
                .maximumSize(mostKeys)
                .ticker(meter::nanos)
                .executor(Runnable::run) // otherwise the size is exceeded until another thread does the eviction
                .expireAfter(Expiry.<Name, TokenBucket>accessing((name, allowance) -> allowance.forgottenAfter()))
                .evictionListener(this::makeRoom)
                .build();
    }

    @Override
    public Count take(String key, Rate rate) {
        Name name = name(key, rate);
        while (true) {
            Optional<Count> count = allowances.get(name, this::begin).take(meter.nanos());
            if (count.isPresent()) {
                return count.get();
            }
        }
    }

    /** The count of a key that was evicted since is not returned: its slot is shared, and other keys must not gain from it. */
    @Override
    public void giveBack(String key, Count count) {
        TokenBucket allowance = allowances.getIfPresent(name(key, count.rate()));
        if (allowance != null) {
            allowance.giveBack(count, meter.nanos());
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    private static Name name(String key, Rate rate) {
        return new Name(key.length() <= LONGEST_KEY ? key : "#" + Digest.ofSecret(key), rate);
    }

    private TokenBucket begin(Name name) {
        long now = meter.nanos();
        return new TokenBucket(name.rate(), overflow.taken(name.key(), name.rate(), now), now);
    }

    /** Runs before the key can be added again. */
    private void makeRoom(@Nullable Name name, @Nullable TokenBucket allowance, RemovalCause cause) {
        if (name != null && allowance != null) {
            long now = meter.nanos();
            overflow.add(name.key(), name.rate(), allowance.retire(now), now);
        }
    }
}
