package dev.keycard.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Counters in this process's memory, on Bucket4j. A key's allowance is whole at its first use and renewed whole after each
 * period, so the limit within a period is exact. The number of keys is bounded; a key that is not used for its period is
 * forgotten, which changes nothing for it. Thread-safe.
 */
public final class LocalCounters implements Counters {

    private record Entry(Bucket bucket, Rate rate) {}

    private static final long MOST_KEYS = 200_000;

    private final TimeMeter time;
    private final Cache<String, Entry> buckets;

    public LocalCounters(InstantSource clock) {
        this.time = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .ticker(time::currentTimeNanos)
                .expireAfter(Expiry.<String, Entry>accessing(
                        (key, entry) -> entry.rate().period().multipliedBy(2)))
                .build();
    }

    @Override
    public Duration take(String key, Rate rate) {
        var probe = bucket(key, rate).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    @Override
    public void giveBack(String key, Rate rate) {
        bucket(key, rate).addTokens(1);
    }

    private Bucket bucket(String key, Rate rate) {
        return buckets.get(key, unknown -> new Entry(newBucket(rate), rate)).bucket();
    }

    private Bucket newBucket(Rate rate) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder()
                        .capacity(rate.limit())
                        .refillIntervally(rate.limit(), rate.period())
                        .build())
                .build();
    }

    /** Time as the clock tells it, but for steps back: those would keep who is refused waiting for as long again. */
    private static final class ClockMeter implements TimeMeter {

        private final InstantSource clock;
        private long shown;
        private long passed;

        ClockMeter(InstantSource clock) {
            this.clock = clock;
            this.shown = clock.millis();
        }

        @Override
        public synchronized long currentTimeNanos() {
            long now = clock.millis();
            passed += Math.max(0, now - shown);
            shown = now;
            return passed * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
