package dev.keycard.throttle;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.Optional;

/**
 * The count of one key for one rate, in a Bucket4j bucket that is refilled completely after each period. Times are nanoseconds
 * of a monotonic clock. Thread-safe: every use holds this object's monitor, so that no count is lost when the bucket is
 * retired.
 */
final class TokenBucket {

    /** The bucket uses the given time, not the time some nanoseconds later. */
    private static final class Moment implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Rate rate;
    private final long length;
    private final Duration forgottenAfter;
    private final long begun;
    private final int usedBefore;
    private final Moment moment = new Moment();
    private final Bucket bucket;
    private boolean retired;

    /**
     * Begins the first period.
     *
     * @param usedBefore how many count as used in that period
     */
    TokenBucket(Rate rate, int usedBefore, long now) {
        this.rate = rate;
        this.length = rate.period().toNanos();
        this.forgottenAfter = rate.period().multipliedBy(2);
        this.begun = now;
        this.usedBefore = Math.min(usedBefore, rate.limit());
        this.moment.nanos = now;
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(moment)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .addLimit(Bandwidth.builder()
                        .capacity(rate.limit())
                        .refillIntervally(rate.limit(), rate.period())
                        .initialTokens(rate.limit() - this.usedBefore)
                        .build())
                .build();
    }

    /** How long it is kept without use. */
    Duration forgottenAfter() {
        return forgottenAfter;
    }

    /** Counts one; empty if the bucket was retired meanwhile and replaced by another. */
    synchronized Optional<Count> take(long now) {
        if (retired) {
            return Optional.empty();
        }
        advance(now);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        Duration reset = Duration.ofNanos(endOfPeriod() - moment.nanos);
        return Optional.of(new Count(rate, probe.isConsumed(), probe.getRemainingTokens(), reset, period()));
    }

    /** Returns one if it was counted in the current period. */
    synchronized void giveBack(Count count, long now) {
        advance(now);
        if (count.taken() && count.period() == period()) {
            bucket.addTokens(1);
        }
    }

    /**
     * Is not used any more.
     *
     * @return how many were taken from it in the period that still lasts
     */
    synchronized int retire(long now) {
        retired = true;
        advance(now);
        long used = rate.limit() - bucket.getAvailableTokens();
        long inherited = period() == begun ? usedBefore : 0;
        return (int) Math.max(0, used - inherited);
    }

    /** Threads may read the clock and call this in different orders. */
    private void advance(long now) {
        moment.nanos = Math.max(moment.nanos, now);
    }

    /** When the current period began. */
    private long period() {
        return begun + (moment.nanos - begun) / length * length;
    }

    private long endOfPeriod() {
        return period() + length;
    }
}
