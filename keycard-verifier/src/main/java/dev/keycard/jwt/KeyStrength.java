package dev.keycard.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.keycard.api.Internal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Refuses configured keys that do not fit the algorithm, or that an attacker can guess or look up. */
@Internal
public final class KeyStrength {

    private static final int LEAST_RSA_BITS = 2048;

    /**
     * The minimum of {@link #entropyBits}. The least dense form in use, 32 hexadecimal characters, has 116 on average with a
     * deviation of 4, so random keys are far above it.
     */
    private static final double LEAST_ENTROPY_BITS = 64;

    /** Words that nearly all examples and placeholders contain, and random keys do not. */
    private static final List<String> PLACEHOLDER_WORDS = List.of(
            "secret",
            "changeme",
            "changethis",
            "replaceme",
            "replacethis",
            "insecure",
            "password",
            "example",
            "signingkey");

    private static final String GENERATE = "; make one with: openssl rand -base64 64";

    private KeyStrength() {}

    /**
     * Checks a key that only verifies; its public half is enough.
     *
     * @throws KeyException if it does not fit the algorithm, is declared for another use, or is weak
     */
    public static void checkVerifying(JWK jwk, JwsAlgorithm algorithm) {
        if (!fits(jwk, algorithm)) {
            throw new KeyException("does not fit " + algorithm);
        }
        KeyPurpose.check(jwk, KeyOperation.VERIFY);
        checkStrength(jwk, algorithm);
    }

    /**
     * Checks that an attacker cannot guess the key or look it up.
     *
     * @throws KeyException if an attacker can
     */
    public static void checkStrength(JWK jwk, JwsAlgorithm algorithm) {
        if (jwk instanceof OctetSequenceKey secret) {
            checkSecret(secret.toByteArray(), algorithm);
        } else {
            checkPair(jwk);
        }
    }

    /** Whether the key has the kind and the curve of the algorithm. */
    public static boolean fits(JWK jwk, JwsAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case HMAC -> jwk instanceof OctetSequenceKey;
            case RSA, RSA_PSS -> jwk instanceof RSAKey;
            case EC -> jwk instanceof ECKey ec && ec.getCurve().equals(curve(algorithm));
            case ED25519 ->
                jwk instanceof OctetKeyPair pair && pair.getCurve().getName().equals("Ed25519");
        };
    }

    /** The curve of an EC algorithm. */
    public static Curve curve(JwsAlgorithm algorithm) {
        return Curve.parse("P-" + algorithm.curveBits());
    }

    private static void checkPair(JWK jwk) {
        if (jwk instanceof RSAKey rsa && rsa.size() < LEAST_RSA_BITS) {
            throw new KeyException("is an RSA key of " + rsa.size()
                    + " bits; at least 2048 are needed; make one with: openssl genpkey -algorithm RSA -pkeyopt"
                    + " rsa_keygen_bits:3072");
        }
        // With the exponent 1, anyone can sign.
        if (jwk instanceof RSAKey rsa
                && rsa.getPublicExponent().decodeToBigInteger().bitLength() < 2) {
            throw new KeyException("is an RSA key with an invalid exponent");
        }
        if (jwk instanceof RSAKey rsa && Roca.isWeak(rsa.getModulus().decodeToBigInteger())) {
            throw new KeyException("is an RSA key that can be factored (ROCA, CVE-2017-15361): make another"
                    + " with openssl, not with a smart card or TPM of that time");
        }
        if (ExampleKeys.contain(jwk)) {
            throw new KeyException("is an example from a public document, so anyone can know it; make your own");
        }
    }

    private static void checkSecret(byte[] secret, JwsAlgorithm algorithm) {
        int least = algorithm.hashBits() / 8;
        if (secret.length < least) {
            throw new KeyException("has " + secret.length + " bytes; " + algorithm + " takes at least " + least
                    + " (RFC 7518 section 3.2)" + GENERATE);
        }
        if (isPlaceholder(secret)) {
            throw new KeyException("is an example or a placeholder, so others can guess it" + GENERATE);
        }
        if (isPatterned(secret) || entropyBits(secret) < LEAST_ENTROPY_BITS) {
            throw new KeyException("is too regular to be a random key, so others can guess it" + GENERATE);
        }
    }

    private static boolean isPlaceholder(byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1);
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return PLACEHOLDER_WORDS.stream().anyMatch(letters::contains) || ExampleKeys.containSecret(secret);
    }

    /** Whether it repeats a pattern, or mostly counts up or down. */
    private static boolean isPatterned(byte[] secret) {
        long steps = IntStream.range(1, secret.length)
                .filter(i -> Math.abs(secret[i] - secret[i - 1]) <= 1)
                .count();
        return steps > secret.length * 3 / 4
                || IntStream.rangeClosed(1, secret.length / 2).anyMatch(period -> repeats(secret, period));
    }

    private static boolean repeats(byte[] secret, int period) {
        return IntStream.range(period, secret.length).allMatch(i -> secret[i] == secret[i - period]);
    }

    /** The Shannon entropy of the bytes by their frequency: an upper bound for short keys, which is sufficient here. */
    private static double entropyBits(byte[] secret) {
        int[] counts = new int[256];
        for (byte b : secret) {
            counts[b & 0xff]++;
        }
        return IntStream.of(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> count * Math.log((double) secret.length / count) / Math.log(2))
                .sum();
    }
}
