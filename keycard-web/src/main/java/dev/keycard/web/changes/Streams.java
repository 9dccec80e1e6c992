package dev.keycard.web.changes;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.authentication.Credential;
import dev.keycard.change.ChangeStream;
import dev.keycard.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the answers that wait for changes share: how many there may be, how long each may last, and whether its API token is
 * still good. Thread-safe.
 */
final class Streams {

    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
    /** Lives differ, so that clients do not come back all at once. */
    private static final int DIFFERENT_LIVES = 300;

    private final ChangeStream stream;
    private final ApiTokens tokens;
    private final LongSupplier nanoClock;
    private final int most;
    private final EventText text = new EventText();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();

    /** @param most how many answers may wait at once */
    Streams(ChangeStream stream, ApiTokens tokens, LongSupplier nanoClock, int most) {
        this.stream = stream;
        this.tokens = tokens;
        this.nanoClock = nanoClock;
        this.most = most;
    }

    ChangeStream changes() {
        return stream;
    }

    EventText text() {
        return text;
    }

    int open() {
        return open.get();
    }

    boolean isFull() {
        return open.get() >= most;
    }

    /** Takes a place, which {@link #leave} gives back; false if there is none. */
    boolean enter() {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        open.decrementAndGet();
    }

    long now() {
        return nanoClock.getAsLong();
    }

    /** When a stream that begins now is ended in good order, by the monotonic clock. */
    long endOfLife() {
        Duration life = SHORTEST_LIFE.plusSeconds(begun.incrementAndGet() * 37 % DIFFERENT_LIVES);
        return now() + life.toNanos();
    }

    /** Whether the API token may still follow changes. May ask the store, about a token whose user or times changed. */
    boolean admits(String token) {
        try {
            ApiTokenResult result = tokens.verifyFromMemory(token).orElseGet(() -> tokens.verifyInStore(token));
            return result instanceof ApiTokenResult.Verified verified
                    && verified.principal().credential() instanceof Credential.ApiToken good
                    && good.scopes().contains(ApiToken.CHANGES);
        } catch (StoreUnavailableException unknown) {
            return false;
        }
    }
}
