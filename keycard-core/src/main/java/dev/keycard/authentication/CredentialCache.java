package dev.keycard.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.user.CachedUser;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that were checked before, by their whole text as presented: the second sight of a token costs a look-up instead
 * of a signature check or a read. Only good ones are kept, so nobody can fill it without being let in. Every hit checks the
 * credential's own expiry and its {@link RevocationCheck}; whatever is not clearly good is left to the full check, which finds the
 * right refusal. Bounded by about how many bytes all take. Thread-safe.
 */
public final class CredentialCache {

    private record Known(
            AuthenticatedPrincipal principal,
            Optional<Outcome> outcome,
            CachedUser user,
            Instant issuedAt,
            Instant checkedAt,
            long goodUntilMillis,
            long epoch) {}

    private static final long TIMELESS = 0;

    /**
     * Compared by the whole text, hashed by its end: that is where the random part of every credential is, and hashing half a
     * kilobyte would be the dearest step of a hit.
     */
    private record Key(String text) {

        private static final int HASHED = 24;

        @Override
        public int hashCode() {
            int hash = text.length();
            for (int i = Math.max(0, text.length() - HASHED); i < text.length(); i++) {
                hash = 31 * hash + text.charAt(i);
            }
            return hash;
        }
    }

    private static final long MOST_BYTES = 16_000_000;

    /** What an entry takes besides its text. */
    private static final int OVERHEAD = 500;

    private final RevocationCheck revocations;
    private final InstantSource clock;
    private final Duration longest;
    private final LongSupplier epoch;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Cache<Key, Known> known;

    /** With room for 16 MB. Believes each credential for that time at most; it must not exceed the memory of {@code RecentRevocations}. */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest) {
        this(revocations, clock, longest, MOST_BYTES);
    }

    /** @param mostBytes about how many bytes are kept */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest, long mostBytes) {
        this(revocations, clock, longest, mostBytes, () -> TIMELESS);
    }

    /**
     * The same for credentials that were checked by something which changes, such as keys.
     *
     * @param epoch a number that has another value after each such change, and never 0; asked on each hit
     */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest, LongSupplier epoch) {
        this(revocations, clock, longest, MOST_BYTES, epoch);
    }

    /**
     * The same with other room.
     *
     * @param mostBytes about how many bytes are kept
     */
    public CredentialCache(
            RevocationCheck revocations, InstantSource clock, Duration longest, long mostBytes, LongSupplier epoch) {
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Key key, Known value) -> key.text().length() + OVERHEAD)
                .build();
        this.epoch = epoch;
        this.revocations = revocations;
        this.clock = clock;
        this.longest = longest;
    }

    /** The outcome for a credential seen before and still good. */
    public Optional<Outcome> recall(String text) {
        Optional<Outcome> outcome = stillGood(new Key(text));
        (outcome.isPresent() ? hits : misses).increment();
        return outcome;
    }

    private Optional<Outcome> stillGood(Key key) {
        Known hit = known.getIfPresent(key);
        if (hit == null) {
            return Optional.empty();
        }
        User user = hit.user.user();
        if (user == null || clock.millis() >= hit.goodUntilMillis || hit.epoch != epoch.getAsLong()) {
            known.invalidate(key);
            return Optional.empty();
        }
        boolean good = revocations.isGood(user, hit.principal.credential(), hit.issuedAt);
        return good && revocations.knowsSince(hit.checkedAt) ? hit.outcome : Optional.empty();
    }

    /**
     * Keeps a credential that was just checked and found good, and returns that outcome.
     *
     * @param user its user as remembered; null if memory cannot vouch for them, and nothing is kept
     * @param expiresAt when it stops being good by itself; null for never
     */
    public Outcome remember(
            String text,
            AuthenticatedPrincipal principal,
            @Nullable CachedUser user,
            Instant issuedAt,
            @Nullable Instant expiresAt) {
        return remember(text, principal, user, issuedAt, expiresAt, TIMELESS);
    }

    /**
     * The same for a credential that was checked in that epoch. The number is taken before the check begins: what changes
     * during the check makes its result worthless.
     */
    public Outcome remember(
            String text,
            AuthenticatedPrincipal principal,
            @Nullable CachedUser user,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            long checkedIn) {
        Outcome outcome = new Outcome.Authenticated(principal);
        if (user != null) {
            Instant now = clock.instant();
            long until = now.plus(longest).toEpochMilli();
            long goodUntil = expiresAt == null ? until : Math.min(until, expiresAt.toEpochMilli());
            known.put(
                    new Key(text),
                    new Known(principal, Optional.of(outcome), user, issuedAt, now, goodUntil, checkedIn));
        }
        return outcome;
    }

    /** How often a credential was known and still good. */
    public long hits() {
        return hits.sum();
    }

    /** How often it was not, so that it had to be checked in full. */
    public long misses() {
        return misses.sum();
    }
}
