package dev.keycard.jwt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signature algorithms of RFC 7518 section 3.1 and RFC 8037, under their JOSE names. There is no {@code none}, and
 * EdDSA means Ed25519.
 */
public enum JwsAlgorithm {
    HS256(Family.HMAC, 256),
    HS384(Family.HMAC, 384),
    HS512(Family.HMAC, 512),
    RS256(Family.RSA, 256),
    RS384(Family.RSA, 384),
    RS512(Family.RSA, 512),
    PS256(Family.RSA_PSS, 256),
    PS384(Family.RSA_PSS, 384),
    PS512(Family.RSA_PSS, 512),
    ES256(Family.EC, 256),
    ES384(Family.EC, 384),
    ES512(Family.EC, 512),
    EdDSA(Family.ED25519, 512);

    /** The kind of key of an algorithm. */
    public enum Family {
        HMAC,
        RSA,
        RSA_PSS,
        EC,
        ED25519
    }

    private static final Map<String, JwsAlgorithm> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(JwsAlgorithm::joseName, Function.identity()));

    private final Family family;
    private final int hashBits;

    JwsAlgorithm(Family family, int hashBits) {
        this.family = family;
        this.hashBits = hashBits;
    }

    /** The algorithm with exactly that name; {@code hs256} and {@code HS256 } are unknown. */
    public static Optional<JwsAlgorithm> named(String joseName) {
        return Optional.ofNullable(BY_NAME.get(joseName));
    }

    /** The name in a header. */
    public String joseName() {
        return name();
    }

    /** Whether the verifying key is also the signing key, so that it must be kept secret. */
    public boolean symmetric() {
        return family == Family.HMAC;
    }

    public Family family() {
        return family;
    }

    /** The size of the hash in bits. */
    public int hashBits() {
        return hashBits;
    }

    /** The JCA name of the signature or the MAC. */
    String engineName() {
        return switch (family) {
            case HMAC -> "HmacSHA" + hashBits;
            case RSA -> "SHA" + hashBits + "withRSA";
            case RSA_PSS -> "RSASSA-PSS";
            case EC -> "SHA" + hashBits + "withECDSAinP1363Format";
            case ED25519 -> "Ed25519";
        };
    }

    /** The JCA name of its keys. */
    public String keyName() {
        return switch (family) {
            case HMAC -> engineName();
            case RSA, RSA_PSS -> "RSA";
            case EC -> "EC";
            case ED25519 -> "Ed25519";
        };
    }

    /** A description of its keys, for messages. */
    public String keyDescription() {
        return switch (family) {
            case HMAC -> "a shared secret of at least " + hashBits / 8 + " bytes";
            case RSA, RSA_PSS -> "an RSA private key of at least 2048 bits";
            case EC -> String.format(Locale.ROOT, "an EC private key on the curve P-%d", curveBits());
            case ED25519 -> "an Ed25519 private key";
        };
    }

    /** ES512 goes with the curve of 521 bits (RFC 7518 section 3.4). */
    public int curveBits() {
        return hashBits == 512 ? 521 : hashBits;
    }
}
