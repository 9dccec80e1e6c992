package dev.keycard.web.refusal;

import dev.keycard.api.Internal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.http.Request;
import dev.keycard.jwt.JwtError;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts why credentials were refused, by scheme and reason, and logs it with the id of the request. All are counted. Ten a
 * second are logged at {@code info}, so that an attacker does not fill the log; the next line says how many were not. An
 * expired access token is nothing unusual, and is logged at {@code debug}. Thread-safe.
 */
@Internal
public final class CredentialRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialRefusals.class);
    private static final Rate LOGGED = new Rate(10, Duration.ofSeconds(1));
    private static final String KEY = "refusals-log";

    private record Kind(String scheme, RefusalReason reason) {}

    private final Metrics metrics;
    private final Counters lines;
    private final ConcurrentMap<Kind, Counter> counters = new ConcurrentHashMap<>();
    private final LongAdder unlogged = new LongAdder();

    /** @param lines counts the lines of the log */
    public CredentialRefusals(Metrics metrics, Counters lines) {
        this.metrics = metrics;
        this.lines = lines;
    }

    /**
     * Counts and logs a refusal.
     *
     * @param scheme a constant: it becomes the label of a metric
     */
    public void note(Request request, String scheme, RefusalReason reason) {
        counters.computeIfAbsent(new Kind(scheme, reason), this::counter).add();
        if (reason == JwtError.EXPIRED) {
            log(Level.DEBUG, request, scheme, reason, 0);
        } else if (lines.take(KEY, LOGGED).taken()) {
            log(Level.INFO, request, scheme, reason, unlogged.sumThenReset());
        } else {
            unlogged.increment();
        }
    }

    private Counter counter(Kind kind) {
        return metrics.counter(
                "keycard_authentication_refusals",
                "Credentials that were refused, by scheme and reason.",
                "scheme",
                kind.scheme(),
                "reason",
                kind.reason().label());
    }

    private static void log(Level level, Request request, String scheme, RefusalReason reason, long unlogged) {
        LOG.atLevel(level)
                .addKeyValue("request", request.id())
                .addKeyValue("address", request.address())
                .addKeyValue("scheme", scheme)
                .addKeyValue("reason", reason.label())
                .addKeyValue("unlogged", unlogged)
                .log("a credential was refused");
    }
}
