package dev.keycard.crypto;

import dev.keycard.api.Internal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, HMAC-SHA-256, and comparison in constant time. */
@Internal
public final class Digest {

    private Digest() {}

    /**
     * The SHA-256 digest of a secret's text, as base64url, which is stored instead of API tokens and session ids. They have 256
     * random bits, so a plain digest cannot be reversed by search and needs no salt.
     */
    public static String ofSecret(String secret) {
        return Base64Url.encode(sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java environment has SHA-256", impossible);
        }
    }

    public static byte[] hmacSha256(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java environment has HmacSHA256", impossible);
        }
    }

    /** Whether both texts are the same, in a time that depends on their length only. */
    public static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
