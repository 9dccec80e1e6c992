package dev.keycard.key;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.KeyRing;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.SignatureProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Keys, moments and hand-made tokens that the tests of this package share. */
final class JwtFixture {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Entropy ENTROPY = Entropy.secure();
    static final SignatureProvider JDK = SignatureProvider.jdk();
    static final SignatureProvider FASTEST = SignatureProvider.detect();
    static final JwtConfig CONFIG = JwtConfig.defaults();
    static final TimeId LOGIN = TimeId.at(NOW, ENTROPY);

    private static final Map<JwsAlgorithm, SigningKey> GENERATED = new ConcurrentHashMap<>();

    private JwtFixture() {}

    /** Both providers with each algorithm. */
    static Stream<Arguments> providersAndAlgorithms() {
        return Stream.of(JDK, FASTEST)
                .flatMap(provider -> Stream.of(JwsAlgorithm.values()).map(alg -> Arguments.of(provider, alg)));
    }

    /** One key for each algorithm, made once because RSA keys take their time. */
    static SigningKey key(JwsAlgorithm algorithm) {
        return GENERATED.computeIfAbsent(algorithm, it -> SigningKey.generate(it, ENTROPY, FASTEST));
    }

    /** The same key with another provider's engines. */
    static SigningKey key(JwsAlgorithm algorithm, SignatureProvider provider) {
        return SigningKey.fromPrivateJwkJson(key(algorithm).toPrivateJwkJson(), provider);
    }

    static JwtVerifier verifier(SigningKey key) {
        return verifier(key, CONFIG);
    }

    static JwtVerifier verifier(SigningKey key, JwtConfig config) {
        KeyRing ring = SigningKeys.of(key).ring();
        return new JwtVerifier(() -> ring, config.verification());
    }

    static JwtSigner signer(SigningKey key) {
        SigningKeys ring = SigningKeys.of(key);
        return new JwtSigner(() -> ring, CONFIG);
    }

    static TokenClaims accessClaims() {
        return TokenClaims.access(
                LOGIN,
                UserId.of(42),
                "a-jti",
                NOW,
                NOW.plus(Duration.ofMinutes(5)),
                new Rights(Set.of("editor", "author"), "gold", true));
    }

    static TokenClaims refreshClaims() {
        return TokenClaims.refresh(LOGIN, UserId.of(42), "r-jti", NOW, NOW.plus(Duration.ofDays(1)), 7);
    }

    /** A token of any text, signed with the key as if it were right. */
    static String forge(String header, String payload, SigningKey key) {
        return forge(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8), key);
    }

    static String forge(byte[] header, byte[] payload, SigningKey key) {
        String input = Base64Url.encode(header) + '.' + Base64Url.encode(payload);
        return input + '.' + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
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

    /** The header of a token, or its claims: the first or the second of its parts. */
    static String part(int index, String token) {
        return text(Base64Url.decode(token.split("\\.", -1)[index]).orElseThrow());
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
