package dev.keycard.jwt;

import dev.keycard.audit.Occasion;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.SealingKey;
import dev.keycard.crypto.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signing keys of this installation: the one that is configured, or those that Keycard makes, stores sealed, and
 * rotates. A configured key is the only key; stored ones are not looked at beside it. Thread-safe.
 */
public final class Keys {

    private final SigningKeyStore store;
    private final SealingKey sealingKey;
    private final JwtConfig config;
    private final SignatureProvider provider;
    private final Entropy entropy;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile KeyRing ring;

    private Keys(
            SigningKeyStore store,
            SealingKey sealingKey,
            JwtConfig config,
            SignatureProvider provider,
            Entropy entropy,
            InstantSource clock) {
        this.store = store;
        this.sealingKey = sealingKey;
        this.config = config;
        this.provider = provider;
        this.entropy = entropy;
        this.clock = clock;
        this.ring = new KeyRing(config.algorithm(), List.of());
    }

    /**
     * Reads the keys, and makes the first one if there is none for the algorithm.
     *
     * @throws SigningKeyException if the configured key is refused, or a stored one does not open
     * @throws dev.keycard.store.StoreUnavailableException if the store cannot answer
     */
    public static Keys load(
            SigningKeyStore store,
            SealingKey sealingKey,
            JwtConfig config,
            SignatureProvider provider,
            Entropy entropy,
            InstantSource clock) {
        Keys keys = new Keys(store, sealingKey, config, provider, entropy, clock);
        keys.start();
        return keys;
    }

    /** The keys as they are known now. Cheap; to be asked anew for each token. */
    public KeyRing current() {
        return ring;
    }

    /**
     * Reads the stored keys again: to be called when a {@link dev.keycard.change.Change.KeysChanged} arrives. If it throws,
     * the keys stay as they were.
     */
    public void reload() {
        if (config.signingKey() != null) {
            return;
        }
        reading.lock();
        try {
            ring = new KeyRing(config.algorithm(), read());
        } finally {
            reading.unlock();
        }
    }

    /**
     * Makes a new key. It is published at once, signs after {@code publishFor}, and the others retire when the last token
     * that they can have signed by then has expired.
     *
     * @param publishFor long enough for everyone who verifies to learn the key; zero if the old key must not sign any more
     * @throws SigningKeyException if the key is configured: then it is replaced in the configuration
     */
    public StoredKey rotate(Duration publishFor, Occasion occasion) {
        if (config.signingKey() != null) {
            throw new SigningKeyException(
                    "jwt.signing-key is configured, so keys are not rotated here: replace it in the configuration");
        }
        if (publishFor.isNegative()) {
            throw new IllegalArgumentException("a key cannot start to sign before it is published");
        }
        Instant now = clock.instant();
        StoredKey next = create(now, now.plus(publishFor));
        store.rotate(next, next.signsFrom().plus(config.longestUse()), occasion);
        reload();
        return next;
    }

    /** The keys that still verify, with their times, the oldest first. */
    public List<RingKey> list() {
        Instant now = clock.instant();
        return ring.keys().stream().filter(key -> key.verifiesAt(now)).toList();
    }

    private void start() {
        Secret configured = config.signingKey();
        if (configured != null) {
            ring = KeyRing.of(SigningKey.fromConfigured(config.algorithm(), configured, provider));
            return;
        }
        reload();
        if (ring.keys().stream().noneMatch(this::staysForNewTokens)) {
            Instant now = clock.instant();
            store.addFirst(create(now, now), Occasion.at(now));
            reload();
        }
    }

    private boolean staysForNewTokens(RingKey key) {
        return key.key().algorithm() == config.algorithm() && key.retiresAt() == null;
    }

    private StoredKey create(Instant now, Instant signsFrom) {
        SigningKey key = SigningKey.generate(config.algorithm(), entropy, provider);
        byte[] sealed = sealingKey.seal(key.toPrivateJwkJson(), key.kid(), entropy);
        return new StoredKey(key.kid(), key.algorithm().joseName(), sealed, now, signsFrom, null);
    }

    /** Keys that are known already are not opened again; retired ones are not opened at all. */
    private List<RingKey> read() {
        Instant now = clock.instant();
        Map<String, SigningKey> known =
                ring.keys().stream().map(RingKey::key).collect(Collectors.toMap(SigningKey::kid, Function.identity()));
        return store.all().stream()
                .filter(stored -> stored.retiresAt() == null || now.isBefore(stored.retiresAt()))
                .map(stored -> new RingKey(
                        known.containsKey(stored.kid()) ? known.get(stored.kid()) : open(stored),
                        stored.createdAt(),
                        stored.signsFrom(),
                        stored.retiresAt()))
                .toList();
    }

    private SigningKey open(StoredKey stored) {
        String json = sealingKey
                .open(stored.sealedJwk(), stored.kid())
                .orElseThrow(() -> new SigningKeyException("The stored signing key " + stored.kid()
                        + " was sealed with another sealing key: put back the sealing key file (or setting) that this"
                        + " database was started with"));
        SigningKey key = SigningKey.fromPrivateJwkJson(json, provider);
        if (!key.kid().equals(stored.kid()) || !key.algorithm().joseName().equals(stored.algorithm())) {
            throw new SigningKeyException("The stored signing key " + stored.kid() + " is not the key it says it is");
        }
        return key;
    }
}
