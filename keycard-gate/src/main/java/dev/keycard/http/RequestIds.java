package dev.keycard.http;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Entropy;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of requests. The id that a client sends is used if it is safe in a log and does not resemble the mark of the
 * command line, which marks audit entries without a request. Otherwise the id is a counter, scrambled with a random start so that
 * it does not show how busy the server is. Unique until the server stops. Thread-safe.
 */
@Internal
public final class RequestIds {

    private static final int LONGEST = 64;
    private static final int LONGEST_LIKENESS = 12;
    private static final Pattern SEPARATORS = Pattern.compile("[._-]");

    /** What the audit records in place of an id for acts of the command line, in the form in which ids are compared. */
    private static final String RESERVED = likeness("cli");

    private final AtomicLong count;

    public RequestIds(Entropy entropy) {
        this.count = new AtomicLong(ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong());
    }

    /** The id that the client offers, or a new one; null if it offers none. */
    public String choose(@Nullable String offered) {
        return offered != null && isHarmless(offered) && !isReserved(offered) ? offered : next();
    }

    private String next() {
        return HexFormat.of().toHexDigits(scramble(count.getAndIncrement()));
    }

    /** Longer ids are not compared: they do not resemble a short word. */
    private static boolean isReserved(String id) {
        return id.length() <= LONGEST_LIKENESS && likeness(id).equals(RESERVED);
    }

    /** Without case and separators, and with one letter for all letters that look alike. */
    private static String likeness(String id) {
        return SEPARATORS
                .matcher(id)
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('1', 'l')
                .replace('i', 'l');
    }

    private static boolean isHarmless(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isHarmless(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    /** A one-to-one mixing of 64 bits: the finaliser of MurmurHash3, which is in the public domain. */
    private static long scramble(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
