package dev.keycard.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.api.Internal;
import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads a shared secret in any of its forms. Does not check its strength. */
@Internal
public final class SharedSecrets {

    private SharedSecrets() {}

    /**
     * The secret as a JWK.
     *
     * @param text {@code base64:…}, {@code base64url:…}, or the secret itself
     * @throws KeyException if it cannot be read, or is a key of another kind
     */
    public static JWK read(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length == 0) {
            throw new KeyException("is empty");
        }
        return new OctetSequenceKey.Builder(bytes).build();
    }

    private static byte[] bytes(String text) {
        if (text.startsWith("base64:")) {
            return base64(text.substring("base64:".length()));
        }
        if (text.startsWith("base64url:")) {
            return Base64Url.decode(text.substring("base64url:".length()))
                    .orElseThrow(() -> new KeyException("is not unpadded base64url after its prefix"));
        }
        return raw(text);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new KeyException("is not base64 after its prefix");
        }
    }

    private static byte[] raw(String text) {
        // A PEM or JWK of another kind used as an HMAC secret may be a public key, which is no secret.
        if (text.contains("-----BEGIN") || text.contains("\"kty\"")) {
            throw new KeyException("is a PEM or JWK, but jwt.algorithm takes a shared secret");
        }
        if (!text.equals(text.strip())) {
            throw new KeyException("starts or ends with white space; remove it, or write the key as base64:…");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
