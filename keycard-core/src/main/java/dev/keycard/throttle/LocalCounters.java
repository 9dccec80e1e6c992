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
 * Counters in this process's memory. A key's allowance is whole at its first use and renewed whole after each period, so the
 * limit within a period is exact. Thread-safe.
 *
 * <p>Memory is bounded, whatever names are thought up: the keys in use most are kept one by one, and what the others took is kept
 * in an {@link EvictedCounts}, so that crowding a key out does not reset it. A key that is not used for about two periods is
 * forgotten, and begins anew with its next use.
 */
public final class LocalCounters implements Counters {

    private record Name(String key, Rate rate) {}

    private static final int MOST_KEYS = 100_000;

    /** Names come from clients, and are as long as clients like. */
    private static final int LONGEST_KEY = 96;

    private final MonotonicClock meter;
    private final EvictedCounts overflow;
    private final Cache<Name, TokenBucket> allowances;

    /** Counters of 100,000 keys, which share nothing with others. */
    public LocalCounters(InstantSource clock, Entropy entropy) {
        this(clock, entropy, MOST_KEYS);
    }

    /** @param mostKeys how many keys are counted one by one */
    public LocalCounters(InstantSource clock, Entropy entropy, int mostKeys) {
        this.meter = new MonotonicClock(clock);
        this.overflow = new EvictedCounts(entropy.bytes(32), mostKeys);
        this.allowances = Caffeine.newBuilder()
                .maximumSize(mostKeys)
                .ticker(meter::nanos)
                .executor(Runnable::run) // else the bound holds only when another thread finds the time
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

    /** One that was crowded out since is not put back: its slot is shared, and nobody is to gain by another's success. */
    @Override
    public void giveBack(String key, Count count) {
        TokenBucket allowance = allowances.getIfPresent(name(key, count.rate()));
        if (allowance != null) {
            allowance.giveBack(count, meter.nanos());
        }
    }

    private static Name name(String key, Rate rate) {
        return new Name(key.length() <= LONGEST_KEY ? key : "#" + Digest.ofSecret(key), rate);
    }

    private TokenBucket begin(Name name) {
        long now = meter.nanos();
        return new TokenBucket(name.rate(), overflow.taken(name.key(), name.rate(), now), now);
    }

    /** Runs before the key can begin anew. */
    private void makeRoom(@Nullable Name name, @Nullable TokenBucket allowance, RemovalCause cause) {
        if (name != null && allowance != null) {
            long now = meter.nanos();
            overflow.add(name.key(), name.rate(), allowance.retire(now), now);
        }
    }
}
