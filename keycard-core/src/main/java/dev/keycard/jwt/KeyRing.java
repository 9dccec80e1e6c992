package dev.keycard.jwt;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys that are known, as of one moment of reading. Immutable and thread-safe. */
public final class KeyRing {

    private static final Comparator<RingKey> LATEST_SUCCESSOR = Comparator.comparing(
                    RingKey::retiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RingKey::createdAt)
            .thenComparing(key -> key.key().kid());

    private final JwsAlgorithm algorithm;
    private final List<RingKey> keys;
    private final Map<String, RingKey> byKid;
    private final Map<String, RingKey> byHeader;
    private final PublishedKeys published;

    /**
     * Puts keys together.
     *
     * @param algorithm of the keys that may sign; the others only verify
     * @throws SigningKeyException if two keys go by one name
     */
    KeyRing(JwsAlgorithm algorithm, List<RingKey> keys) {
        this.algorithm = algorithm;
        this.keys = List.copyOf(keys);
        this.byKid = index(keys, SigningKey::names);
        this.byHeader = index(keys, key -> Set.of(key.header()));
        this.published = PublishedKeys.of(keys);
    }

    /** A ring of one key that signs and verifies for ever. */
    public static KeyRing of(SigningKey key) {
        return new KeyRing(key.algorithm(), List.of(RingKey.always(key)));
    }

    /** All keys of the ring. */
    public List<RingKey> keys() {
        return keys;
    }

    /**
     * The key to sign with: of those that have begun, the one that was last to replace the others. When none has begun,
     * because this machine's clock is behind the one that made the key, it is the first that will.
     */
    public SigningKey signer(Instant now) {
        return keys.stream()
                .filter(key -> mine(key) && key.signsAt(now))
                .max(LATEST_SUCCESSOR)
                .or(() -> keys.stream()
                        .filter(key -> mine(key) && key.verifiesAt(now))
                        .min(Comparator.comparing(RingKey::signsFrom)))
                .map(RingKey::key)
                .orElseThrow(() -> new IllegalStateException("no signing key for " + algorithm));
    }

    /**
     * The keys that may have signed a token whose header says so: by its kid the one of that name, if that is its algorithm;
     * without a kid all of that algorithm.
     */
    List<RingKey> candidates(@Nullable String kid, JwsAlgorithm alg, Instant now) {
        List<RingKey> named = kid == null
                ? keys
                : Optional.ofNullable(byKid.get(kid)).map(List::of).orElse(List.of());
        return named.stream()
                .filter(key -> key.key().algorithm() == alg && key.verifiesAt(now))
                .toList();
    }

    /** The key whose own tokens begin with that first part, to the letter. */
    @Nullable RingKey byHeader(String header, Instant now) {
        RingKey key = byHeader.get(header);
        return key != null && key.verifiesAt(now) ? key : null;
    }

    /** The public keys of Keycard's own that still verify, see {@link RingKey#isPublished}. */
    PublishedKeys published(Instant now) {
        List<RingKey> live = keys.stream().filter(key -> key.verifiesAt(now)).toList();
        return live.size() == keys.size() ? published : PublishedKeys.of(live);
    }

    /** The JWK set (RFC 7517) of Keycard's own public keys that still verify, as UTF-8. The array is the caller's. */
    public byte[] jwks(Instant now) {
        return published(now).json();
    }

    /** What the key is for at that moment. */
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

    private static Map<String, RingKey> index(List<RingKey> keys, Function<SigningKey, Set<String>> names) {
        Map<String, RingKey> index = new HashMap<>();
        for (RingKey key : keys) {
            for (String name : names.apply(key.key())) {
                if (index.put(name, key) != null) {
                    throw new SigningKeyException("Two keys go by the kid "
                            + key.key().kid() + ": remove one of them from jwt.verifying-keys");
                }
            }
        }
        return Map.copyOf(index);
    }
}
