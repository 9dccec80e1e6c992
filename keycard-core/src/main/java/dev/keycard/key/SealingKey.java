package dev.keycard.key;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that encrypts signing keys in the database: AES-256-GCM with a random 96-bit nonce before the text. It is stored
 * outside the database, so that a copy of the database alone cannot sign. Prints as {@code ***}. Thread-safe.
 */
public final class SealingKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final int ID_BYTES = 16;

    private final byte[] key;

    /** Makes a key of its 32 bytes. */
    public SealingKey(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a sealing key has 32 bytes");
        }
        this.key = key.clone();
    }

    /** Reads the 43 base64url characters of a sealing key; empty if the text is malformed. */
    public static Optional<SealingKey> parse(String text) {
        return Base64Url.decode(text).filter(bytes -> bytes.length == 32).map(SealingKey::new);
    }

    /** Seals the text. The label is bound to it: text sealed under one label does not open under another. */
    public byte[] seal(String text, String label, Entropy entropy) {
        byte[] nonce = entropy.bytes(NONCE_BYTES);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8), label)
                .orElseThrow(() -> new IllegalStateException("sealing failed"));
        byte[] box = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, box, nonce.length, sealed.length);
        return box;
    }

    /** Opens a sealed text; empty if it was sealed with another key or label, or modified. */
    public Optional<String> open(byte[] box, String label) {
        // Too short for a tag: JDK 17 throws another exception for that.
        if (box.length < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(box, NONCE_BYTES, box.length);
        return crypt(Cipher.DECRYPT_MODE, nonce, sealed, label).map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /** Derives a key for another purpose, which does not reveal this one. */
    public byte[] derive(String purpose) {
        return Digest.hmacSha256(key, "keycard/" + purpose);
    }

    /** A text that tells this key from others, and nothing about it: 22 base64url characters. */
    public String id() {
        return Base64Url.encode(Arrays.copyOf(derive("keycard id of the sealing key"), ID_BYTES));
    }

    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] input, String label) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
