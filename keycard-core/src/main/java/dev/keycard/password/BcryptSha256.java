package dev.keycard.password;

import dev.keycard.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt over the hexadecimal SHA-256 of the password, as Django writes it: {@code bcrypt_sha256$$2b$12$…}. The digest avoids
 * bcrypt's limit of 72 bytes. Salt and hash are in bcrypt's own base64.
 */
record BcryptSha256(int cost) implements HashFormat {

    /** The maximum of the algorithm. */
    private static final int MAX_COST = 31;

    private static final int DIGEST_CHARACTERS = 31;
    private static final String BCRYPT_ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String BASE64_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final Pattern TEXT = Pattern.compile(
            "bcrypt_sha256\\$\\$2[aby]\\$(?<cost>\\d\\d)\\$(?<salt>[./A-Za-z0-9]{22})(?<digest>[./A-Za-z0-9]{31})");

    static Optional<StoredHash> read(String encoded) {
        Matcher text = TEXT.matcher(encoded);
        if (!text.matches()) {
            return Optional.empty();
        }
        BcryptSha256 format = new BcryptSha256(Integer.parseInt(text.group("cost")));
        if (format.cost < 4 || format.cost > MAX_COST) {
            return Optional.empty();
        }
        byte[] digest = text.group("digest").getBytes(StandardCharsets.US_ASCII);
        return HashText.decode(toBase64(text.group("salt"))).map(salt -> new StoredHash(format, salt, digest, true));
    }

    /** The digest is compared in bcrypt's base64. */
    @Override
    public byte[] derive(String password, byte[] salt, int length) {
        byte[] digest = Digest.sha256(password.getBytes(StandardCharsets.UTF_8));
        byte[] hex = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        String text = OpenBSDBCrypt.generate("2b", hex, salt, cost);
        return text.substring(text.length() - DIGEST_CHARACTERS).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int memoryKib() {
        return 0;
    }

    @Override
    public long microseconds() {
        return 60L << cost;
    }

    @Override
    public String describe() {
        return "bcrypt of cost " + cost;
    }

    private static String toBase64(String bcrypt) {
        StringBuilder text = new StringBuilder(bcrypt.length());
        bcrypt.chars().forEach(c -> text.append(BASE64_ALPHABET.charAt(BCRYPT_ALPHABET.indexOf(c))));
        return text.toString();
    }
}
