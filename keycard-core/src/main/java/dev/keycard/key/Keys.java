package dev.keycard.key;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeListener;
import dev.keycard.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The keys of this installation. Those that sign: the one that is configured, or those that Keycard makes, stores sealed, and
 * rotates; a configured key is the only one, and stored ones are not looked at beside it. And those of {@code
 * jwt.verifying-keys}, which never sign. Thread-safe.
 *
 * <p>Whoever remembers what a key verified remembers the {@link #epoch} with it, taken before the verification. Every change
 * of the keys begins a new epoch the moment that this node learns of it, so nothing is believed on account of a removed key.
 */
public final class Keys implements ChangeListener {

    /** How long others can learn a new key before it signs: much longer than the time for which caches keep the key set. */
    public static final Duration PUBLISH_FOR = Duration.ofHours(1);

    private static final Duration LONGEST_PUBLISHING = Duration.ofDays(30);
    private static final int MOST_TRIES = 10;

    /** The keys, and the epoch that had begun when they were read. */
    private record Known(SigningKeys ring, long asOf) {}

    private final SigningKeyStore store;
    private final JwtConfig config;
    private final KeyVault vault;
    private final InstantSource clock;
    private final KeySource source;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong epoch = new AtomicLong(1);

    private volatile Known known;

    private Keys(SigningKeyStore store, JwtConfig config, KeyVault vault, InstantSource clock, KeySource source) {
        this.store = store;
        this.config = config;
        this.vault = vault;
        this.clock = clock;
        this.source = source;
        this.known = new Known(new SigningKeys(config.issuing().algorithm(), source.configured()), 0);
    }

    /**
     * Reads the keys, and makes the first one if there is none for the algorithm.
     *
     * @throws SigningKeyException if a configured key is refused, or a stored one does not open
     * @throws StoreUnavailableException if the store cannot answer
     */
    public static Keys load(
            SigningKeyStore store,
            SealingKey sealingKey,
            JwtConfig config,
            SignatureProvider provider,
            Entropy entropy,
            InstantSource clock) {
        KeyVault vault = new KeyVault(sealingKey, provider, entropy);
        KeySource source = KeySource.of(store, config, vault, provider, clock);
        source.refuseRemoved();
        Keys keys = new Keys(store, config, vault, clock, source);
        keys.reload();
        keys.makeFirst();
        return keys;
    }

    /** The keys as they are known now. Cheap; to be asked anew for each token. */
    public SigningKeys current() {
        return known.ring();
    }

    /** The number of the present epoch, 1 or more: grows with each change of the keys that this node learns of. Cheap. */
    public long epoch() {
        return epoch.get();
    }

    /** Whether {@link #current} was read after the last change that this node learnt of. Cheap. */
    public boolean isCurrent() {
        return known.asOf() == epoch.get();
    }

    /** Begins a new epoch; the keys are read by whoever needs them next. */
    @Override
    public void keysChanged(Change.KeysChanged change) {
        epoch.incrementAndGet();
    }

    @Override
    public void loginEnded(Change.LoginEnded change) {}

    @Override
    public void loginsEnded(Change.LoginsEnded change) {}

    @Override
    public void userChanged(Change.UserChanged change) {}

    @Override
    public void apiTokenEnded(Change.ApiTokenEnded change) {}

    @Override
    public void apiTokenChanged(Change.ApiTokenChanged change) {}

    /** Reads the stored keys again. If it throws, the keys stay as they were, and are {@link #isCurrent not current}. */
    public void reload() {
        reading.lock();
        try {
            // First the number: what changes during the reading makes its result outdated.
            long asOf = epoch.get();
            known = new Known(new SigningKeys(config.issuing().algorithm(), source.read(current())), asOf);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Makes a new key. It is published at once, signs after {@code publishFor}, and the others retire when the last token
     * that they can have signed by then has expired.
     *
     * @param publishFor long enough for everyone who verifies to learn the key; zero if the old key must not sign any more
     * @throws SigningKeyException if the key is configured, and so is replaced in the configuration, or if {@code publishFor} is
     *     negative or over 30 days
     */
    public StoredKey rotate(Duration publishFor, AuditContext context) {
        if (config.issuing().signingKey() != null) {
            throw new SigningKeyException(
                    "jwt.signing-key is configured, so keys are not rotated here: replace it in the configuration");
        }
        if (publishFor.isNegative() || publishFor.compareTo(LONGEST_PUBLISHING) > 0) {
            throw new SigningKeyException("A key can be published for 0 s to 30 days before it signs, not for longer");
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<StoredKey> next = tryToRotate(publishFor, context);
            if (next.isPresent()) {
                return next.get();
            }
        }
        throw tooManyAtOnce();
    }

    /**
     * Removes a key that Keycard made: all tokens that it ever signed are refused, here at once and elsewhere as soon as the
     * change is known. If it was the one to sign, now or next, another takes its place at the moment at which it would have
     * signed.
     *
     * @return empty if no key of that name is stored, or it was removed before
     * @throws SigningKeyException if the key stands in the configuration
     */
    public Optional<KeyRemoval> remove(String kid, AuditContext context) {
        if (source.configured().stream().anyMatch(key -> key.key().names().contains(kid))) {
            throw new SigningKeyException("The key " + kid + " stands in the configuration: remove it from"
                    + " jwt.signing-key or jwt.verifying-keys there, and restart every server");
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            // First the rows, then the ring: what came between them is noticed in the transaction.
            List<StoredKey> rows = store.all();
            reload();
            Optional<StoredKey> doomed = unremoved(rows, kid);
            Optional<KeyRemoval> removal = doomed.flatMap(key -> tryToRemove(key, withoutEnd(rows), context));
            if (doomed.isEmpty() || removal.isPresent()) {
                return removal;
            }
        }
        throw tooManyAtOnce();
    }

    /**
     * Does what {@code jwt.rotate-every} asks for: makes the next key, published for {@link #PUBLISH_FOR}, when the newest one
     * is about to have signed for so long; and one that signs at once when there is none. To be called often, by every node:
     * together they make one key. Cheap while nothing is due.
     */
    public void keepUp() {
        if (config.issuing().signingKey() != null) {
            return;
        }
        makeFirst();
        if (isRotationDue(clock.instant())) {
            tryToRotate(PUBLISH_FOR, AuditContext.at(clock.instant()));
        }
    }

    /** The keys that still verify, with what they are for, the oldest first. */
    public List<KeyEntry> list() {
        Instant now = clock.instant();
        SigningKeys ring = current();
        return ring.keys().stream()
                .filter(key -> key.verifiesAt(now))
                .map(key -> KeyEntry.of(key, ring.state(key, now)))
                .toList();
    }

    /** Empty if others changed the keys meanwhile. */
    private Optional<StoredKey> tryToRotate(Duration publishFor, AuditContext context) {
        Instant now = clock.instant();
        StoredKey next = vault.make(config.issuing().algorithm(), now, now.plus(publishFor));
        boolean done = store.rotate(next, next.signsFrom().plus(config.longestUse()), withoutEnd(), context);
        changed();
        return done ? Optional.of(next) : Optional.empty();
    }

    /** Empty if others changed the keys meanwhile. */
    private Optional<KeyRemoval> tryToRemove(StoredKey doomed, Set<String> withoutEnd, AuditContext context) {
        Instant now = clock.instant();
        StoredKey replacement = isNeeded(doomed.kid(), now)
                ? vault.make(config.issuing().algorithm(), now, later(now, doomed.signsFrom()))
                : null;
        boolean done = store.remove(doomed.kid(), now, replacement, withoutEnd, context);
        changed();
        return done ? Optional.of(new KeyRemoval(doomed.kid(), replacement)) : Optional.empty();
    }

    /** Whether nothing would be left to sign with, now or when the others have retired. */
    private boolean isNeeded(String kid, Instant now) {
        return current().keys().stream()
                .filter(key -> key.key().kid().equals(kid)
                        && key.signs(config.issuing().algorithm()))
                .anyMatch(key -> current().isSigner(key, now) || (key.hasNoEnd() && isOnlyOneWithoutEnd(kid)));
    }

    private boolean isOnlyOneWithoutEnd(String kid) {
        return current().keys().stream()
                .noneMatch(key -> staysForNewTokens(key) && !key.key().kid().equals(kid));
    }

    /** This process's own change: known at once, whether or not a feed tells of it. */
    private void changed() {
        learn(new Change.KeysChanged());
        reload();
    }

    /** Others may change the keys between looking and writing, but not for ever. */
    private static StoreUnavailableException tooManyAtOnce() {
        return new StoreUnavailableException("the keys are being changed by too many at once");
    }

    private static Optional<StoredKey> unremoved(List<StoredKey> rows, String kid) {
        return rows.stream()
                .filter(key -> key.kid().equals(kid) && key.removedAt() == null)
                .findFirst();
    }

    private void makeFirst() {
        if (config.issuing().signingKey() == null && current().keys().stream().noneMatch(this::staysForNewTokens)) {
            Instant now = clock.instant();
            store.addFirst(vault.make(config.issuing().algorithm(), now, now), AuditContext.at(now));
            changed();
        }
    }

    private boolean isRotationDue(Instant now) {
        Duration every = config.issuing().rotateEvery();
        return every != null
                && current().keys().stream()
                        .filter(this::staysForNewTokens)
                        .allMatch(key -> hasSignedFor(every, key, now) || isFromTheFuture(key, now));
    }

    private static boolean hasSignedFor(Duration every, RingKey key, Instant now) {
        return !now.isBefore(key.signsFrom().plus(every).minus(PUBLISH_FOR));
    }

    /** Made by a clock that was far ahead and has been set back since: waiting for it could mean waiting for years. */
    private static boolean isFromTheFuture(RingKey key, Instant now) {
        return key.createdAt().isAfter(now.plus(PUBLISH_FOR));
    }

    private boolean staysForNewTokens(RingKey key) {
        return key.hasNoEnd() && key.signs(config.issuing().algorithm());
    }

    private Set<String> withoutEnd() {
        return current().keys().stream()
                .filter(RingKey::hasNoEnd)
                .map(key -> key.key().kid())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> withoutEnd(List<StoredKey> rows) {
        return rows.stream()
                .filter(key -> key.retiresAt() == null && key.removedAt() == null)
                .map(StoredKey::kid)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
