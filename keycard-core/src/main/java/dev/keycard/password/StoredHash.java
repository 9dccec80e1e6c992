package dev.keycard.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A parsed stored hash. Prints without salt and digest. */
final class StoredHash {

    /** Longer than any text of a known format. */
    private static final int MAX_TEXT = 512;

    private final HashFormat format;
    private final byte[] salt;
    private final byte[] digest;
    private final boolean foreign;

    /** @param foreign whether it has the format of another system, even if it is as strong */
    StoredHash(HashFormat format, byte[] salt, byte[] digest, boolean foreign) {
        this.format = format;
        this.salt = salt.clone();
        this.digest = digest.clone();
        this.foreign = foreign;
    }

    /** A hash of another system, with its salt as text and its digest in base64; empty if the digest has another length. */
    static Optional<StoredHash> foreign(HashFormat format, String salt, String digest, int length) {
        return HashText.decode(digest)
                .filter(bytes -> bytes.length == length)
                .map(bytes -> new StoredHash(format, salt.getBytes(StandardCharsets.UTF_8), bytes, true));
    }

    /** Reads an encoded hash of any cost; empty if no password can match it. */
    static Optional<StoredHash> read(String encoded) {
        return encoded.length() > MAX_TEXT ? Optional.empty() : HashFormat.read(encoded);
    }

    HashFormat format() {
        return format;
    }

    /** Whether another system, or an older version of Keycard, wrote it. */
    boolean isForeign() {
        return foreign;
    }

    byte[] salt() {
        return salt.clone();
    }

    int length() {
        return digest.length;
    }

    /** Compares in constant time. */
    boolean hasDigest(byte[] computed) {
        return MessageDigest.isEqual(digest, computed);
    }

    /** Whether a new hash of that format would be stronger than this one. */
    boolean isWeakerThan(Argon2 wanted) {
        return foreign
                || salt.length < Argon2Hasher.SALT_BYTES
                || digest.length < Argon2Hasher.DIGEST_BYTES
                || !(format instanceof Argon2 own && own.isAtLeast(wanted));
    }

    @Override
    public String toString() {
        return "StoredHash[" + format + "]";
    }
}
