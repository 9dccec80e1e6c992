package dev.keycard.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * scrypt (RFC 7914), as Django writes it: {@code scrypt$N$salt$r$p$base64}.
 *
 * @param cost N, a power of two
 * @param blockSize r
 * @param parallelism p; the lanes are computed one after the other in the same memory
 */
record Scrypt(int cost, int blockSize, int parallelism) implements HashFormat {

    private static final int DIGEST_BYTES = 64;

    /** Sixty-four times the usual value; the library fails with more. */
    private static final int MAX_BLOCK_SIZE = 512;

    private static final Pattern TEXT = Pattern.compile("scrypt\\$(?<cost>[1-9]\\d{0,8})\\$(?<salt>[^$]{1,128})"
            + "\\$(?<block>[1-9]\\d{0,2})\\$(?<lanes>[1-9]\\d?)\\$(?<digest>[A-Za-z0-9+/]{86}==)");

    static Optional<StoredHash> read(String encoded) {
        Matcher text = TEXT.matcher(encoded);
        if (!text.matches()) {
            return Optional.empty();
        }
        Scrypt format = new Scrypt(
                Integer.parseInt(text.group("cost")),
                Integer.parseInt(text.group("block")),
                Integer.parseInt(text.group("lanes")));
        if (!format.isComputable()) {
            return Optional.empty();
        }
        return StoredHash.foreign(format, text.group("salt"), text.group("digest"), DIGEST_BYTES);
    }

    @Override
    public byte[] derive(String password, byte[] salt, int length) {
        return SCrypt.generate(password.getBytes(StandardCharsets.UTF_8), salt, cost, blockSize, parallelism, length);
    }

    @Override
    public int memoryKib() {
        // Before the lanes are computed, a block for each of them is allocated and copied once.
        long blocks = 2L * (parallelism + 2) * blockSize * 128 / 1024;
        return (int) Math.min(Integer.MAX_VALUE, laneKib() + blocks);
    }

    @Override
    public long microseconds() {
        return laneKib() * parallelism * 5 / 2;
    }

    @Override
    public String describe() {
        return "scrypt of N=" + cost + ", r=" + blockSize + " and p=" + parallelism;
    }

    private boolean isComputable() {
        boolean powerOfTwo = cost > 1 && Integer.bitCount(cost) == 1;
        // RFC 7914, section 6: N is less than 2^(128 r / 8), which matters only for a block size of 1.
        boolean fitsBlock = blockSize > 1 || cost < 1 << 16;
        return powerOfTwo && fitsBlock && blockSize <= MAX_BLOCK_SIZE;
    }

    private long laneKib() {
        return Math.max(1, (long) cost * blockSize * 128 / 1024);
    }
}
