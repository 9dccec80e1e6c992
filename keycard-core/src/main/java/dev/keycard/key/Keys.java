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
 * The keys of this installation. Signing keys are either the configured one, or those that Keycard makes, stores sealed, and
 * rotates; with a configured key, stored ones are not read. The keys of {@code jwt.verifying-keys} never sign. Thread-safe.
 *
 * <p>A cache of verified tokens stores the {@link #epoch} with each entry, read before the verification. Every change of the
 * keys begins a new epoch when this node receives it, so entries of a removed key are not used.
 */
public final class Keys implements ChangeListener {

    /** How long a new key is published before it signs: much longer than caches keep the key set. */
    public static final Duration PUBLISH_FOR = Duration.ofHours(1);

    private static final Duration LONGEST_PUBLISHING = Duration.ofDays(30);
    private static final int MAX_TRIES = 10;

    /** The keys, and the epoch at the time of reading. */
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
     * @throws SigningKeyException if a configured key is refused, a stored one cannot be opened, or the database belongs to
     *     another sealing key
     * @throws StoreUnavailableException if the store cannot answer
     */
    public static Keys load(
            SigningKeyStore store,
            SealingKey sealingKey,
            JwtConfig config,
            SignatureProvider provider,
            Entropy entropy,
            InstantSource clock) {
        requireSealingKey(store, sealingKey);
        KeyVault vault = new KeyVault(sealingKey, provider, entropy);
        KeySource source = KeySource.of(store, config, vault, provider, clock);
        source.refuseRemoved();
        Keys keys = new Keys(store, config, vault, clock, source);
        keys.reload();
        keys.makeFirst();
        return keys;
    }

    /** Refresh tokens are signed with a key derived from it, so also nodes without stored signing keys need the same. */
    private static void requireSealingKey(SigningKeyStore store, SealingKey sealingKey) {
        if (!store.claimSealingKey(sealingKey.id()).equals(sealingKey.id())) {
            throw new SigningKeyException("The database belongs to another sealing key than that of this process:"
                    + " give every node of the database the same sealing key file, or the same sealing-key");
        }
    }

    /** The current keys. Cheap; callers call it for each token. */
    public SigningKeys current() {
        return known.ring();
    }

    /** The number of the present epoch, 1 or more. It grows with each change of the keys that this node receives. Cheap. */
    public long epoch() {
        return epoch.get();
    }

    /** Whether {@link #current} was read after the last change that this node received. Cheap. */
    public boolean isCurrent() {
        return known.asOf() == epoch.get();
    }

    /** Begins a new epoch; the next caller that needs the keys reads them. */
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
            // The epoch is read first: a change during the reading makes the result outdated.
            long asOf = epoch.get();
            known = new Known(new SigningKeys(config.issuing().algorithm(), source.read(current())), asOf);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Makes a new key. It is published at once and signs after {@code publishFor}. The other keys retire when the last token
     * that they can have signed by then has expired.
     *
     * @param publishFor how long all verifiers have to read the key; zero if the old key must not sign any more
     * @throws SigningKeyException if the signing key is configured, so that it must be replaced in the configuration, or if
     *     {@code publishFor} is negative or over 30 days
     */
    public StoredKey rotate(Duration publishFor, AuditContext context) {
        if (config.issuing().signingKey() != null) {
            throw new SigningKeyException(
                    "jwt.signing-key is configured, so keys are not rotated here: replace it in the configuration");
        }
        if (publishFor.isNegative() || publishFor.compareTo(LONGEST_PUBLISHING) > 0) {
            throw new SigningKeyException("A key can be published for 0 s to 30 days before it signs, not for longer");
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<StoredKey> next = tryToRotate(publishFor, context);
            if (next.isPresent()) {
                return next.get();
            }
        }
        throw tooManyAtOnce();
    }

    /**
     * Removes a key that Keycard made. All tokens that it signed are refused, here at once and on other nodes when they read
     * the change. If it was the present or the next signing key, another key replaces it from the moment at which it would have
     * signed.
     *
     * @return empty if no key of that name is stored, or it was removed before
     * @throws SigningKeyException if the key is in the configuration
     */
    public Optional<KeyRemoval> remove(String kid, AuditContext context) {
        if (source.configured().stream().anyMatch(key -> key.key().names().contains(kid))) {
            throw new SigningKeyException("The key " + kid + " is in the configuration: remove it from"
                    + " jwt.signing-key or jwt.verifying-keys there, and restart every server");
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            // The rows are read before the ring; the transaction detects changes in between.
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
     * Rotates as {@code jwt.rotate-every} sets: makes the next key, published for {@link #PUBLISH_FOR}, before the newest one
     * has signed for that long; and one that signs at once when there is none. Every node calls this often, and together they
     * make one key. Cheap while no key is due.
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

    /** The keys that still verify, with their states, the oldest first. */
    public List<KeyEntry> list() {
        Instant now = clock.instant();
        SigningKeys ring = current();
        return ring.keys().stream()
                .filter(key -> key.verifiesAt(now))
                .map(key -> KeyEntry.of(key, ring.state(key, now)))
                .toList();
    }

    /** Empty if another node changed the keys meanwhile. */
    private Optional<StoredKey> tryToRotate(Duration publishFor, AuditContext context) {
        Instant now = clock.instant();
        StoredKey next = vault.make(config.issuing().algorithm(), now, now.plus(publishFor));
        boolean done = store.rotate(next, next.signsFrom().plus(config.longestUse()), withoutEnd(), context);
        changed();
        return done ? Optional.of(next) : Optional.empty();
    }

    /** Empty if another node changed the keys meanwhile. */
    private Optional<KeyRemoval> tryToRemove(StoredKey doomed, Set<String> withoutEnd, AuditContext context) {
        Instant now = clock.instant();
        StoredKey replacement = isNeeded(doomed.kid(), now)
                ? vault.make(config.issuing().algorithm(), now, later(now, doomed.signsFrom()))
                : null;
        boolean done = store.remove(doomed.kid(), now, replacement, withoutEnd, context);
        changed();
        return done ? Optional.of(new KeyRemoval(doomed.kid(), replacement)) : Optional.empty();
    }

    /** Whether no key would be left to sign with, now or when the others have retired. */
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

    /** A change by this process: applied at once, also without a feed. */
    private void changed() {
        onChange(new Change.KeysChanged());
        reload();
    }

    /** Other nodes may change the keys between the read and the write; the number of attempts is limited. */
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

    /** The key was made by a clock that was far ahead and has been set back since: it could become valid only after years. */
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
