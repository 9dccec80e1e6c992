package dev.keycard.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final byte[] jwks;

    /** @param algorithm of the keys that may sign; the others only verify */
    KeyRing(JwsAlgorithm algorithm, List<RingKey> keys) {
        this.algorithm = algorithm;
        this.keys = List.copyOf(keys);
        this.byKid = index(keys, key -> key.key().kid());
        this.byHeader = index(keys, key -> key.key().header());
        this.jwks = render(keys);
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
    public List<SigningKey> candidates(@Nullable String kid, JwsAlgorithm alg, Instant now) {
        List<RingKey> named = kid == null
                ? keys
                : Optional.ofNullable(byKid.get(kid)).map(List::of).orElse(List.of());
        return named.stream()
                .filter(key -> key.key().algorithm() == alg && key.verifiesAt(now))
                .map(RingKey::key)
                .toList();
    }

    /** The key whose own tokens begin with that first part, to the letter. */
    @Nullable SigningKey byHeader(String header, Instant now) {
        RingKey key = byHeader.get(header);
        return key != null && key.verifiesAt(now) ? key.key() : null;
    }

    /** The JWK set (RFC 7517) of the public keys that still verify, as UTF-8. The array is the caller's. */
    public byte[] jwks(Instant now) {
        List<RingKey> live = keys.stream().filter(key -> key.verifiesAt(now)).toList();
        return live.size() == keys.size() ? jwks.clone() : render(live);
    }

    private boolean mine(RingKey key) {
        return key.key().algorithm() == algorithm;
    }

    private static Map<String, RingKey> index(List<RingKey> keys, Function<RingKey, String> name) {
        return keys.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    private static byte[] render(List<RingKey> keys) {
        return keys.stream()
                .flatMap(key -> key.key().publicJwkJson().stream())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
