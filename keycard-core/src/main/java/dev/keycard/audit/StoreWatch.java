package dev.keycard.audit;

import dev.keycard.api.Internal;
import dev.keycard.store.SizeLimits;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StoreSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the size of the store regularly: logs warnings, and stops the writing of observations while the remaining room is
 * reserved for acts. Each change is one line of the log. Thread-safe.
 */
@Internal
public final class StoreWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private final StoreGauge gauge;
    private final Observations observations;
    private SizeLimits.Level level = SizeLimits.Level.ROOM;
    private volatile StoreSize latest = new StoreSize(0, 0, Long.MAX_VALUE);

    public StoreWatch(StoreGauge gauge, Observations observations) {
        this.gauge = gauge;
        this.observations = observations;
    }

    /**
     * Checks once. Throws {@link dev.keycard.store.StoreUnavailableException} if the store cannot answer; the state is then
     * unchanged.
     */
    public synchronized void look() {
        StoreSize size = gauge.measure();
        latest = size;
        SizeLimits.Verdict verdict = gauge.limits().judge(size, observations.isStopped());
        observations.stop(verdict.level() == SizeLimits.Level.FULL);
        if (verdict.level() != level) {
            level = verdict.level();
            tell(verdict);
        }
    }

    /** The result of the last check. */
    public StoreSize latest() {
        return latest;
    }

    private static void tell(SizeLimits.Verdict verdict) {
        switch (verdict.level()) {
            case FULL ->
                LOG.error("{} Observations are not written until there is room again; acts are.", verdict.sentence());
            case TIGHT -> LOG.warn("{} Make room, or raise the setting.", verdict.sentence());
            case ROOM -> LOG.info("the store has room again");
        }
    }
}
