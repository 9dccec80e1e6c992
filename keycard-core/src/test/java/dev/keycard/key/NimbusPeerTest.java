package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.accessClaims;
import static dev.keycard.key.JwtFixture.key;
import static dev.keycard.key.JwtFixture.signer;
import static dev.keycard.key.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.Verification;
import java.security.Signature;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An independent implementation understands our tokens, and we understand its, for each algorithm on each provider. */
class NimbusPeerTest {

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void peer_verifiesOurTokens(SignatureProvider provider, JwsAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm, provider);
        SignedJWT parsed = SignedJWT.parse(signer(key).sign(accessClaims(), NOW));
        assertThat(parsed.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.joseName());
        assertThat(parsed.getHeader().getKeyID()).isEqualTo(key.kid());
        assertThat(parsed.getHeader().getType()).hasToString("JWT");
        assertThat(peerVerifies(key, parsed)).isTrue();
        JWTClaimsSet claims = parsed.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("42");
        assertThat(claims.getStringClaim("user_id")).isEqualTo("42");
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plusSeconds(300));
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOW);
        assertThat(claims.getStringListClaim("roles")).containsExactly("author", "editor");
    }

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void we_verifyThePeersTokens(SignatureProvider provider, JwsAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm, provider);
        String token = peerToken(key);
        assertThat(verifier(key, CONFIG).verify(token, NOW)).isInstanceOf(Verification.Verified.class);
    }

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void peer_readsOurKeySet(SignatureProvider provider, JwsAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm, provider);
        List<JWK> keys =
                JWKSet.parse(JwtFixture.text(SigningKeys.of(key).jwks(NOW))).getKeys();
        if (algorithm.symmetric()) {
            assertThat(keys).isEmpty();
            return;
        }
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).isPrivate()).isFalse();
        assertThat(keys.get(0).getKeyID()).isEqualTo(key.kid());
        assertThat(keys.get(0).getAlgorithm().getName()).isEqualTo(algorithm.joseName());
        assertThat(keys.get(0).getKeyUse().getValue()).isEqualTo("sig");
    }

    private static String peerToken(SigningKey key) throws Exception {
        JWSHeader header = new JWSHeader.Builder(
                        JWSAlgorithm.parse(key.algorithm().joseName()))
                .keyID(key.kid())
                .build();
        SignedJWT jwt = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .claim("token_type", "access")
                        .claim("user_id", 42)
                        .jwtID("j")
                        .issueTime(Date.from(NOW))
                        .expirationTime(Date.from(NOW.plusSeconds(60)))
                        .build());
        if (key.algorithm() == JwsAlgorithm.EdDSA) {
            // The peer leaves Ed25519 to a library of its own; the JDK is as independent.
            Signature engine = Signature.getInstance("Ed25519");
            engine.initSign(EdKeys.privateKey(jwk(key)));
            engine.update(jwt.getSigningInput());
            return new String(jwt.getSigningInput(), java.nio.charset.StandardCharsets.US_ASCII)
                    + '.'
                    + dev.keycard.crypto.Base64Url.encode(engine.sign());
        }
        jwt.sign(peerSigner(key));
        return jwt.serialize();
    }

    private static JWK jwk(SigningKey key) throws Exception {
        return JWK.parse(key.toPrivateJwkJson());
    }

    private static JWSSigner peerSigner(SigningKey key) throws Exception {
        return switch (key.algorithm().family()) {
            case HMAC -> new MACSigner(jwk(key).toOctetSequenceKey());
            case EC -> new ECDSASigner(jwk(key).toECKey());
            default -> new RSASSASigner(jwk(key).toRSAKey());
        };
    }

    private static boolean peerVerifies(SigningKey key, SignedJWT token) throws Exception {
        if (key.algorithm() == JwsAlgorithm.EdDSA) {
            Signature engine = Signature.getInstance("Ed25519");
            engine.initVerify(EdKeys.publicKey(jwk(key)));
            engine.update(token.getSigningInput());
            return engine.verify(token.getSignature().decode());
        }
        JWSVerifier verifier = switch (key.algorithm().family()) {
            case HMAC -> new MACVerifier(jwk(key).toOctetSequenceKey());
            case EC -> new ECDSAVerifier(jwk(key).toECKey().toPublicJWK());
            default -> new RSASSAVerifier(jwk(key).toRSAKey().toPublicJWK());
        };
        return token.verify(verifier);
    }
}
