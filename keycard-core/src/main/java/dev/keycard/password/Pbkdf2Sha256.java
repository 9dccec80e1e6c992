package dev.keycard.password;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA-256 (RFC 8018), as Django writes it: {@code pbkdf2_sha256$iterations$salt$base64}. */
record Pbkdf2Sha256(int iterations) implements HashFormat {

    private static final int DIGEST_BYTES = 32;

    private static final Pattern TEXT = Pattern.compile(
            "pbkdf2_sha256\\$(?<iterations>[1-9]\\d{0,8})\\$(?<salt>[^$]{1,128})\\$(?<digest>[A-Za-z0-9+/]{43}=)");

    static Optional<StoredHash> read(String encoded) {
        Matcher text = TEXT.matcher(encoded);
        if (!text.matches()) {
            return Optional.empty();
        }
        Pbkdf2Sha256 format = new Pbkdf2Sha256(Integer.parseInt(text.group("iterations")));
        return StoredHash.foreign(format, text.group("salt"), text.group("digest"), DIGEST_BYTES);
    }

    @Override
    public byte[] derive(String password, byte[] salt, int length) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
        try {
            // Selected by name: this provider reads characters as UTF-8, and others that were installed before it were
            // slower.
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256", "SunJCE")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java environment lacks PBKDF2 in its provider SunJCE", missing);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public int memoryKib() {
        return 0;
    }

    @Override
    public long microseconds() {
        return iterations * 22L / 100;
    }

    @Override
    public String describe() {
        return "PBKDF2 of " + iterations + " iterations";
    }
}
