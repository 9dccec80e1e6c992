package dev.keycard.sql;

import dev.keycard.metrics.Metrics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database server, by the clock of this machine and a correction. All nodes issue and check by the same time, so
 * one whose own clock is wrong neither issues tokens that outlive their revocation nor refuses those of others. A difference of
 * up to a second is left alone. The server is asked at the start and every two seconds; in between, and while it does not answer,
 * the last correction counts. Thread-safe; reading the time never blocks.
 */
final class PostgresClock implements InstantSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresClock.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final long TOLERATED_MILLIS = 1_000;
    private static final String TIME = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    private final PostgresPool pool;
    private final InstantSource local;
    private final LongSupplier nanoClock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long correction;

    private PostgresClock(PostgresPool pool, InstantSource local, LongSupplier nanoClock) {
        this.pool = pool;
        this.local = local;
        this.nanoClock = nanoClock;
    }

    /** Asks the server once, and then again on a thread of its own. */
    static PostgresClock start(PostgresPool pool, InstantSource local, LongSupplier nanoClock) {
        PostgresClock clock = new PostgresClock(pool, local, nanoClock);
        clock.ask();
        Thread asking = new Thread(clock::askUntilClosed, "keycard-clock");
        asking.setDaemon(true);
        asking.start();
        return clock;
    }

    @Override
    public Instant instant() {
        long ahead = correction;
        return ahead == 0 ? local.instant() : local.instant().plusMillis(ahead);
    }

    @Override
    public long millis() {
        return local.millis() + correction;
    }

    void watch(Metrics metrics) {
        metrics.gauge(
                "keycard_clock_correction_seconds",
                "How far the database server's clock is ahead of this machine's, if by more than a second.",
                () -> correction / 1_000.0);
    }

    private void askUntilClosed() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try (SqlConnection sql = pool.reading()) {
            long asked = nanoClock.getAsLong();
            long server = sql.number(TIME);
            long took = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - asked);
            adopt(server + took / 2 - local.millis(), took);
        } catch (SQLException away) {
            LOG.atDebug().setCause(away).log("the time of the database server is not known now");
        }
    }

    /** @param uncertain half of it is the error of the difference */
    private void adopt(long difference, long uncertain) {
        long wanted = Math.abs(difference) <= TOLERATED_MILLIS ? 0 : difference;
        if (Math.abs(wanted - correction) > TOLERATED_MILLIS + uncertain / 2) {
            LOG.warn(
                    "the clock of this machine differs by {} ms from that of the database server, which counts: set both by NTP",
                    wanted);
            correction = wanted;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
