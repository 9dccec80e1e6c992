package dev.keycard.web.refusal;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.CountedRefusals;
import dev.keycard.http.Request;
import dev.keycard.jwt.JwtError;
import dev.keycard.metrics.Metrics;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts why credentials were refused, by scheme and reason, and logs it with the id of the request. All are counted. Six a
 * minute of each address are logged, and 60 a minute of all together, so that an attacker neither fills the log nor keeps
 * others out of it; the next line says how many were not logged. An expired access token is nothing unusual, and is logged at
 * {@code debug}. Thread-safe.
 */
@Internal
public final class CredentialRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialRefusals.class);
    private static final Rate OF_AN_ADDRESS = new Rate(6, Duration.ofMinutes(1));
    private static final Rate OF_ALL = new Rate(60, Duration.ofMinutes(1));

    /** Enough for those that get a line; the memory for more would not be in the budget. */
    private static final int MAX_ADDRESSES = 1_000;

    private final CountedRefusals counts;
    private final Counters lines;
    private final LongAdder unlogged = new LongAdder();

    /** The lines of the log are counted in memory of their own: a flood of addresses must not take that of other counters. */
    public CredentialRefusals(Metrics metrics, InstantSource clock, Entropy entropy) {
        this.counts = new CountedRefusals(metrics);
        this.lines = new LocalCounters(clock, entropy, MAX_ADDRESSES);
    }

    /**
     * Counts and logs a refusal.
     *
     * @param scheme a constant: it becomes the label of a metric
     */
    public void note(Request request, String scheme, RefusalReason reason) {
        counts.count(scheme, reason);
        Level level = reason == JwtError.EXPIRED ? Level.DEBUG : Level.INFO;
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        if (mayLog(level, request.address())) {
            log(level, request, scheme, reason, unlogged.sumThenReset());
        } else {
            unlogged.increment();
        }
    }

    private boolean mayLog(Level level, String address) {
        String key = "log-" + level + "/";
        return lines.take(key + AddressKey.of(address).key(), OF_AN_ADDRESS).taken()
                && lines.take(key, OF_ALL).taken();
    }

    private static void log(Level level, Request request, String scheme, RefusalReason reason, long unlogged) {
        LOG.atLevel(level)
                .addKeyValue("request", request.id())
                .addKeyValue("address", request.address())
                .addKeyValue("scheme", scheme)
                .addKeyValue("reason", reason.label())
                .addKeyValue("unlogged", unlogged)
                .log("a credential was not accepted");
    }
}
