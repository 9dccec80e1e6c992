package dev.keycard.jwt;

import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys, moments and hand-made tokens that the tests of this package share. */
final class JwtFixture {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Entropy ENTROPY = Entropy.secure();
    static final SignatureProvider JDK = SignatureProvider.jdk();
    static final SignatureProvider FASTEST = SignatureProvider.detect();
    static final VerificationConfig CONFIG = VerificationConfig.defaults();
    static final TimeId LOGIN = TimeId.at(NOW, ENTROPY);

    private static final Map<JwsAlgorithm, TestKey> GENERATED = new ConcurrentHashMap<>();

    private JwtFixture() {}

    /** One key for each algorithm, made once because RSA keys take their time. */
    static TestKey key(JwsAlgorithm algorithm) {
        return GENERATED.computeIfAbsent(algorithm, TestKey::generate);
    }

    static JwtVerifier verifier(TestKey key) {
        return verifier(key, CONFIG);
    }

    static JwtVerifier verifier(TestKey key, VerificationConfig config) {
        KeyRing ring = ring(key);
        return new JwtVerifier(() -> ring, config);
    }

    /** A ring of keys that are Keycard's own. */
    static KeyRing ring(TestKey... keys) {
        List<TrustedKey> trusted = Arrays.stream(keys)
                .map(key -> TrustedKey.ofKeycard(key.verification()))
                .toList();
        return new KeyRing(trusted);
    }

    /** An access token as Keycard writes it, good at {@link #NOW}. */
    static String accessToken(TestKey key) {
        return key.token("{\"token_type\":\"access\",\"exp\":"
                + NOW.plusSeconds(300).getEpochSecond() + ",\"iat\":"
                + NOW.getEpochSecond() + ",\"jti\":\"a-jti\",\"user_id\":\"42\",\"sub\":\"42\",\"sid\":\"" + LOGIN
                + "\",\"roles\":[\"author\",\"editor\"],\"tier\":\"gold\",\"is_staff\":true}");
    }

    /** A token of any text, signed with the key as if it were right. */
    static String forge(String header, String payload, TestKey key) {
        return key.token(header, payload);
    }

    static String forge(byte[] header, byte[] payload, TestKey key) {
        return key.token(header, payload);
    }

    /** An access token of simplejwt's shape that is good at {@link #NOW}. */
    static String foreignPayload() {
        return payload("\"user_id\":42");
    }

    /** The claims that every token needs, and then these. */
    static String payload(String more) {
        return "{\"token_type\":\"access\",\"exp\":" + NOW.plusSeconds(300).getEpochSecond() + ",\"jti\":\"j\"," + more
                + "}";
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
