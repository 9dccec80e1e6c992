package dev.keycard.benchmarks;

import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyRing;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.SigningKey;
import dev.keycard.key.SigningKeys;
import dev.keycard.key.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Access tokens of different logins with one key, presented one after the other. */
final class TokenPool {

    private static final int TOKENS = 4096;

    private final SigningKey key;
    private final SigningKeys keys;
    private final List<String> tokens;
    private int next;

    TokenPool(JwsAlgorithm algorithm, SignatureProvider provider, Instant now) {
        Entropy entropy = Entropy.secure();
        key = SigningKey.generate(algorithm, entropy, provider);
        keys = SigningKeys.of(key);
        JwtSigner signer = new JwtSigner(() -> keys, JwtConfig.defaults());
        tokens = IntStream.rangeClosed(1, TOKENS)
                .mapToObj(user -> signer.sign(claims(user, entropy, now), now))
                .toList();
    }

    private static TokenClaims claims(long user, Entropy entropy, Instant now) {
        Instant end = now.plus(Duration.ofHours(1));
        return TokenClaims.access(
                TimeId.at(now, entropy), UserId.of(user), entropy.secretText(), now, end, Rights.NONE);
    }

    SigningKey key() {
        return key;
    }

    KeyRing ring() {
        return keys.ring();
    }

    List<String> tokens() {
        return tokens;
    }

    /** The next token. For one thread. */
    String next() {
        next = (next + 1) % TOKENS;
        return tokens.get(next);
    }
}
