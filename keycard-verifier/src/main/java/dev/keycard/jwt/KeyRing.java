package dev.keycard.jwt;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys whose tokens are accepted, as they were read at one moment. Immutable and thread-safe. */
public final class KeyRing {

    private final List<TrustedKey> keys;
    private final Map<String, TrustedKey> byKid;
    private final Map<String, TrustedKey> byHeader;

    /** @throws KeyException if two keys have the same name */
    public KeyRing(List<TrustedKey> keys) {
        this.keys = List.copyOf(keys);
        this.byKid = index(keys, VerificationKey::names);
        this.byHeader = index(keys, key -> Set.of(key.header()));
    }

    /** All keys of the ring. */
    public List<TrustedKey> keys() {
        return keys;
    }

    /** Whether a key has that name. */
    public boolean knows(String kid) {
        return byKid.containsKey(kid);
    }

    /**
     * The keys that may have signed a token with that header: with a kid, the key of that name, if it has that algorithm;
     * without a kid, all keys of that algorithm.
     */
    List<TrustedKey> candidates(@Nullable String kid, JwsAlgorithm alg, Instant now) {
        List<TrustedKey> named = kid == null
                ? keys
                : Optional.ofNullable(byKid.get(kid)).map(List::of).orElse(List.of());
        return named.stream()
                .filter(key -> key.key().algorithm() == alg && key.verifiesAt(now))
                .toList();
    }

    /** The key whose own tokens begin with exactly that first part. */
    @Nullable TrustedKey byHeader(String header, Instant now) {
        TrustedKey key = byHeader.get(header);
        return key != null && key.verifiesAt(now) ? key : null;
    }

    private static Map<String, TrustedKey> index(List<TrustedKey> keys, Function<VerificationKey, Set<String>> names) {
        Map<String, TrustedKey> index = new HashMap<>();
        for (TrustedKey key : keys) {
            for (String name : names.apply(key.key())) {
                if (index.put(name, key) != null) {
                    throw new KeyException("has the kid " + key.key().kid() + ", as another key has");
                }
            }
        }
        return Map.copyOf(index);
    }
}
