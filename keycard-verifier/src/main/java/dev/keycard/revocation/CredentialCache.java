package dev.keycard.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.api.Internal;
import dev.keycard.authentication.Credential;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Credentials that were checked before, by their whole text as presented: a credential that is presented again costs a look-up
 * instead of a signature check or a read. Only valid ones are kept, so only authenticated clients can fill it. Every hit checks
 * the credential's own expiry and its {@link RevocationCheck}; all others are left to the full check, which finds the right
 * refusal. Bounded by the approximate number of bytes. Thread-safe.
 *
 * @param <T> the result that is kept, so that a hit makes nothing
 */
@Internal
public final class CredentialCache<T> {

    /**
     * When the check of a credential began. What ends or changes from then on makes its result worthless, however long the check
     * takes.
     *
     * @param at by the clock of the cache
     * @param epoch of what the credential is checked with; 0 for what never changes
     */
    public record Check(Instant at, long epoch) {}

    private record Entry<T>(
            Optional<T> hit,
            Credential credential,
            CachedAccount account,
            Instant issuedAt,
            Instant checkedAt,
            long goodUntilMillis,
            long epoch) {}

    private static final long TIMELESS = 0;

    /**
     * Compared by the whole text, hashed by its end: that is where the random part of every credential is, and hashing half a
     * kilobyte would be the most expensive step of a hit.
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

    private static final long MAX_BYTES = 16_000_000;

    /** What an entry takes besides its text. */
    private static final int OVERHEAD = 500;

    /** The text itself, and what a result keeps that was read from it. */
    private static final int BYTES_PER_CHARACTER = 2;

    private final RevocationCheck revocations;
    private final InstantSource clock;
    private final Duration longest;
    private final LongSupplier epoch;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Cache<Key, Entry<T>> entries;

    /**
     * With room for 16 MB, for credentials that are checked by nothing which changes. Believes each credential for that time at
     * most; it must not exceed the memory of {@code RecentRevocations}.
     */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest) {
        this(revocations, clock, longest, MAX_BYTES, () -> TIMELESS);
    }

    /**
     * For credentials that are checked by something which changes, such as keys.
     *
     * @param mostBytes about how many bytes are kept
     * @param epoch a number that has another value after each such change, and never 0; asked on each hit
     */
    public CredentialCache(
            RevocationCheck revocations, InstantSource clock, Duration longest, long mostBytes, LongSupplier epoch) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Key key, Entry<T> value) ->
                        OVERHEAD + BYTES_PER_CHARACTER * key.text().length())
                .build();
        this.epoch = epoch;
        this.revocations = revocations;
        this.clock = clock;
        this.longest = longest;
    }

    /** The same with room for 16 MB. */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest, LongSupplier epoch) {
        this(revocations, clock, longest, MAX_BYTES, epoch);
    }

    /** For credentials that are checked by nothing which changes. */
    public CredentialCache(RevocationCheck revocations, InstantSource clock, Duration longest, long mostBytes) {
        this(revocations, clock, longest, mostBytes, () -> TIMELESS);
    }

    /** The result of a credential that was checked before and is still good. */
    public Optional<T> get(String text) {
        Optional<T> hit = stillGood(new Key(text));
        (hit.isPresent() ? hits : misses).increment();
        return hit;
    }

    private Optional<T> stillGood(Key key) {
        Entry<T> entry = entries.getIfPresent(key);
        if (entry == null || hasExpired(key, entry)) {
            return Optional.empty();
        }
        // The age of the view is checked first: data that is read before the feed catches up is as old as the view was
        // at that
        // time.
        if (!revocations.isKnown()) {
            return Optional.empty();
        }
        AccountStatus account = entry.account.status();
        if (account == null || entry.epoch != epoch.getAsLong()) {
            entries.invalidate(key);
            return Optional.empty();
        }
        boolean good = revocations.findsNothing(account, entry.credential, entry.issuedAt);
        return good && revocations.knowsSince(entry.checkedAt) ? entry.hit : Optional.empty();
    }

    private boolean hasExpired(Key key, Entry<T> entry) {
        boolean expired = clock.millis() >= entry.goodUntilMillis;
        if (expired) {
            entries.invalidate(key);
        }
        return expired;
    }

    /** Begins the check of a credential: to be called before anything is read for it. */
    public Check begin() {
        return new Check(clock.instant(), epoch.getAsLong());
    }

    /** Keeps the result of a credential that was just checked and found good, and returns it. */
    public T put(String text, T result, Validity validity) {
        CachedAccount account = validity.account();
        if (account != null) {
            Check check = validity.check();
            entries.put(
                    new Key(text),
                    new Entry<>(
                            Optional.of(result),
                            validity.credential(),
                            account,
                            validity.issuedAt(),
                            check.at(),
                            goodUntil(validity).toEpochMilli(),
                            check.epoch()));
        }
        return result;
    }

    private Instant goodUntil(Validity validity) {
        Instant limit = validity.check().at().plus(longest);
        Instant expiresAt = validity.expiresAt();
        return expiresAt == null || limit.isBefore(expiresAt) ? limit : expiresAt;
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
