package dev.keycard.verifier;

import dev.keycard.jwt.JwkSetReader;
import dev.keycard.jwt.KeyRing;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.TrustedKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keys that are read from the issuer's JWK set. Exactly the keys in the set are trusted. While the issuer does not answer, the
 * keys that were read last are used for a bounded time. Thread-safe.
 */
final class FetchedKeys implements IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);
    private static final KeyRing NONE = new KeyRing(List.of());

    /**
     * A reading that succeeded.
     *
     * @param text the set as it was received
     * @param asked when it was requested, in nanoseconds
     */
    private record Known(String text, KeyRing ring, long epoch, long asked) {}

    private final JwksDownload download;
    private final Jwks.Times times;
    private final JwkSetReader reader;
    private final LongSupplier nanoClock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Known known;
    private volatile @Nullable Long lastTry;
    private boolean away;

    FetchedKeys(JwksDownload download, Jwks.Times times, SignatureProvider provider, LongSupplier nanoClock) {
        this.download = download;
        this.times = times;
        this.reader = new JwkSetReader(provider);
        this.nanoClock = nanoClock;
    }

    @Override
    public KeyRing ring() {
        Known last = known;
        return last == null ? NONE : last.ring();
    }

    @Override
    public boolean areKnown() {
        Known last = known;
        return last != null
                && nanoClock.getAsLong() - last.asked() <= times.keep().toNanos();
    }

    @Override
    public long epoch() {
        Known last = known;
        return last == null ? -1 : last.epoch();
    }

    @Override
    public boolean mayReadAgain() {
        Long last = lastTry;
        return last == null || nanoClock.getAsLong() - last >= times.pause().toNanos();
    }

    @Override
    public Reading readAgain() {
        if (!reading.tryLock()) {
            return Reading.BUSY;
        }
        try {
            if (mayReadAgain()) {
                read();
            }
            return Reading.DONE;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void keepUp() {
        Known last = known;
        if (last == null
                || nanoClock.getAsLong() - last.asked() >= times.refresh().toNanos()) {
            readAgain();
        }
    }

    private void read() {
        long asked = nanoClock.getAsLong();
        lastTry = asked;
        try {
            known = replacing(known, download.read(), asked);
            if (away) {
                LOG.info("keys are read from {} again", download);
            }
            away = false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            // Logged once for each outage of the issuer, not for each attempt.
            LOG.atLevel(away ? Level.DEBUG : Level.WARN).setCause(failure).log("keys cannot be read from {}", download);
            away = true;
        }
    }

    /** An unchanged set keeps its epoch, so that tokens that were checked before need not be checked again. */
    private Known replacing(@Nullable Known last, String text, long asked) {
        if (last != null && last.text().equals(text)) {
            return new Known(text, last.ring(), last.epoch(), asked);
        }
        List<TrustedKey> keys =
                reader.read(text).stream().map(TrustedKey::ofKeycard).toList();
        return new Known(text, new KeyRing(keys), last == null ? 1 : last.epoch() + 1, asked);
    }
}
