package dev.keycard.key;

import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.SignatureProvider;
import java.time.Instant;

/** Seals keys for the store, and opens stored ones. Thread-safe. */
final class KeyVault {

    private final SealingKey sealingKey;
    private final SignatureProvider provider;
    private final Entropy entropy;

    KeyVault(SealingKey sealingKey, SignatureProvider provider, Entropy entropy) {
        this.sealingKey = sealingKey;
        this.provider = provider;
        this.entropy = entropy;
    }

    /** A new random key, sealed. */
    StoredKey make(JwsAlgorithm algorithm, Instant now, Instant signsFrom) {
        SigningKey key = SigningKey.generate(algorithm, entropy, provider);
        byte[] sealed = sealingKey.seal(key.toPrivateJwkJson(), key.kid(), entropy);
        return StoredKey.made(key.kid(), key.algorithm().joseName(), sealed, now, signsFrom);
    }

    /** @throws SigningKeyException if it was sealed with another sealing key, or does not match its kid */
    SigningKey open(StoredKey stored) {
        String json = sealingKey
                .open(stored.sealedJwk(), stored.kid())
                .orElseThrow(() -> new SigningKeyException("The stored signing key " + stored.kid()
                        + " was sealed with another sealing key: put back the sealing key file (or setting) that this"
                        + " database was started with"));
        SigningKey key = SigningKey.fromPrivateJwkJson(json, provider);
        if (!key.kid().equals(stored.kid()) || !key.algorithm().joseName().equals(stored.algorithm())) {
            throw new SigningKeyException("The stored signing key " + stored.kid() + " does not match its kid");
        }
        return key;
    }
}
