package dev.keycard.change;

import dev.keycard.api.Internal;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Where a follower stands in the change log: it has every change up to a number, except some that may become visible late.
 * Every node over the same database can continue from it. The check value finds cursors of another database, or of one that was
 * replaced by an older backup: there the change with that number is another one. Immutable.
 *
 * @param position which changes the follower has
 * @param check of the change with the last number; 0 if that number has no change
 */
@Internal
public record ChangeCursor(ReadPosition position, int check) {

    /** More numbers make a cursor too long for a header: then it stands before the next one. */
    private static final int MOST_MISSING = 64;

    private static final int MOST_CHARACTERS = 2_000;
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,18}\\.[0-9a-f]{1,8}(?:\\.[0-9]{1,18}){0,64}");

    /**
     * The cursor of a follower that has everything up to a position.
     *
     * @param checks gives the check value of a number
     */
    static ChangeCursor of(ReadPosition position, LongToIntFunction checks) {
        List<Long> missing = position.missing();
        ReadPosition bounded = missing.size() <= MOST_MISSING
                ? position
                : new ReadPosition(missing.get(MOST_MISSING) - 1, missing.subList(0, MOST_MISSING));
        return new ChangeCursor(bounded, checks.applyAsInt(bounded.last()));
    }

    /** Reads a cursor that a client presents; empty if it is none. */
    public static Optional<ChangeCursor> parse(String text) {
        if (text.length() > MOST_CHARACTERS || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        List<Long> missing = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            missing.add(Long.parseLong(parts[i]));
        }
        return Optional.of(new ChangeCursor(
                new ReadPosition(Long.parseLong(parts[0]), missing), Integer.parseUnsignedInt(parts[1], 16)));
    }

    /** The cursor as clients see it; they do not read it. */
    public String text() {
        StringBuilder text = new StringBuilder().append(last()).append('.').append(Integer.toHexString(check));
        position.missing().forEach(number -> text.append('.').append(number));
        return text.toString();
    }

    long last() {
        return position.last();
    }

    /** Whether the follower does not have the change with that number. */
    boolean lacks(long sequence) {
        return sequence > last() || position.missing().contains(sequence);
    }

    /** A value that differs, almost certainly, for every other change with the same number; never 0. */
    public static int checkOf(RecordedChange recorded) {
        CRC32 crc = new CRC32();
        String text = recorded.sequence() + "/" + recorded.at().toEpochMilli() + "/" + recorded.change();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Math.max(1, (int) (crc.getValue() >>> 1));
    }
}
