package dev.keycard.key;

import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyRing;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of an installation, as they were read at one moment: which one signs, which verify, which are published. Immutable
 * and thread-safe.
 */
public final class SigningKeys {

    private static final Comparator<RingKey> LATEST_SUCCESSOR = Comparator.comparing(
                    RingKey::retiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RingKey::createdAt)
            .thenComparing(key -> key.key().kid());

    private final JwsAlgorithm algorithm;
    private final List<RingKey> keys;
    private final KeyRing ring;
    private final PublishedKeys published;

    /**
     * Makes a set of keys.
     *
     * @param algorithm of the keys that may sign; the others only verify
     * @throws SigningKeyException if two keys have the same name
     */
    SigningKeys(JwsAlgorithm algorithm, List<RingKey> keys) {
        this.algorithm = algorithm;
        this.keys = List.copyOf(keys);
        this.ring = ring(keys);
        this.published = PublishedKeys.of(keys);
    }

    private static KeyRing ring(List<RingKey> keys) {
        Set<String> names = new HashSet<>();
        for (RingKey key : keys) {
            for (String name : key.key().names()) {
                if (!names.add(name)) {
                    throw new SigningKeyException("Two keys go by the kid "
                            + key.key().kid() + ": remove one of them from jwt.verifying-keys");
                }
            }
        }
        return new KeyRing(keys.stream().map(RingKey::trusted).toList());
    }

    /** One key that signs and verifies without an end. */
    public static SigningKeys of(SigningKey key) {
        return new SigningKeys(key.algorithm(), List.of(RingKey.always(key)));
    }

    /** All keys. */
    public List<RingKey> keys() {
        return keys;
    }

    /** The keys for a verifier. */
    public KeyRing ring() {
        return ring;
    }

    /**
     * The key to sign with: of the keys whose signing time has begun, the newest. If none has begun, because this machine's
     * clock is behind that of the machine that made the key, it is the first one that will.
     */
    public SigningKey signer(Instant now) {
        return keys.stream()
                .filter(key -> mine(key) && key.signsAt(now))
                .max(LATEST_SUCCESSOR)
                .or(() -> keys.stream()
                        .filter(key -> mine(key) && key.verifiesAt(now))
                        .min(Comparator.comparing(RingKey::signsFrom)))
                .map(RingKey::signing)
                .orElseThrow(() -> new IllegalStateException("no signing key for " + algorithm));
    }

    /** The public keys of Keycard's own that still verify, see {@link RingKey#isPublished}. */
    public PublishedKeys published(Instant now) {
        List<RingKey> live = keys.stream().filter(key -> key.verifiesAt(now)).toList();
        return live.size() == keys.size() ? published : PublishedKeys.of(live);
    }

    /** The JWK set (RFC 7517) of Keycard's own public keys that still verify, as UTF-8. The caller may change the array. */
    public byte[] jwks(Instant now) {
        return published(now).json();
    }

    /** The state of the key at that moment. */
    KeyState state(RingKey key, Instant now) {
        return switch (key.source()) {
            case CONFIGURED -> KeyState.CONFIGURED;
            case VERIFY_ONLY -> KeyState.VERIFY_ONLY;
            case MADE -> {
                if (isSigner(key, now)) {
                    yield KeyState.SIGNING;
                }
                yield now.isBefore(key.signsFrom()) ? KeyState.PUBLISHED : KeyState.RETIRING;
            }
        };
    }

    /** Whether new tokens are signed with that key at that moment. */
    boolean isSigner(RingKey key, Instant now) {
        return key.signs(algorithm) && signer(now).kid().equals(key.key().kid());
    }

    private boolean mine(RingKey key) {
        return key.signs(algorithm);
    }
}
