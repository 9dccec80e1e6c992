package dev.keycard.jwt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a header that are used: those that select a key. The key decides everything else.
 *
 * @param kid null if the header has none
 */
record JoseHeader(JwsAlgorithm algorithm, @Nullable String kid) {

    /**
     * Critical extensions ({@code crit}, {@code b64}), and keys that the token contains or points to. To ignore the latter
     * would be safe too, but their sender expects that they are used: it is an attack or a mistake.
     */
    private static final List<String> REFUSED = List.of("crit", "b64", "jwk", "jku", "x5u", "x5c");

    static JoseHeader read(byte[] utf8) throws InvalidJwtException {
        Map<String, @Nullable Object> members = JsonReader.readObject(utf8);
        if (!(members.get("alg") instanceof String name)) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        JwsAlgorithm algorithm =
                JwsAlgorithm.named(name).orElseThrow(() -> new InvalidJwtException(JwtError.UNSUPPORTED));
        for (String refused : REFUSED) {
            if (members.containsKey(refused)) {
                throw new InvalidJwtException(JwtError.UNSUPPORTED);
            }
        }
        requireJwt(members);
        return new JoseHeader(algorithm, kid(members));
    }

    private static void requireJwt(Map<String, @Nullable Object> members) throws InvalidJwtException {
        if (members.containsKey("typ")
                && !(members.get("typ") instanceof String type && type.equalsIgnoreCase("JWT"))) {
            throw new InvalidJwtException(JwtError.UNSUPPORTED);
        }
    }

    private static @Nullable String kid(Map<String, @Nullable Object> members) throws InvalidJwtException {
        if (!members.containsKey("kid")) {
            return null;
        }
        if (members.get("kid") instanceof String kid && !kid.isEmpty() && kid.length() <= JwtLimits.KID_LENGTH) {
            return kid;
        }
        throw new InvalidJwtException(JwtError.MALFORMED);
    }
}
