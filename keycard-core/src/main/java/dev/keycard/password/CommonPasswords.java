package dev.keycard.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import dev.keycard.crypto.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The 30,000 most common passwords of zxcvbn, in lower case. For each one that is long enough, eight bytes of a digest are
 * kept: 91 KiB in all, read at the first call. A collision of these eight bytes is very unlikely, and would only refuse one
 * password. Thread-safe.
 */
final class CommonPasswords {

    /** The policy refuses shorter passwords anyway. */
    private static final int MIN_LENGTH = 8;

    private long @Nullable [] fingerprints;

    boolean contains(String lowerCase) {
        return Arrays.binarySearch(loaded(), fingerprint(lowerCase)) >= 0;
    }

    private synchronized long[] loaded() {
        if (fingerprints == null) {
            fingerprints = load();
        }
        return fingerprints;
    }

    private static long[] load() {
        try {
            Collection<String> passwords =
                    StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();
            return passwords.stream()
                    .filter(password -> password.length() >= MIN_LENGTH)
                    .mapToLong(CommonPasswords::fingerprint)
                    .sorted()
                    .toArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the list of common passwords cannot be read", unreadable);
        }
    }

    private static long fingerprint(String password) {
        return ByteBuffer.wrap(Digest.sha256(password.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
