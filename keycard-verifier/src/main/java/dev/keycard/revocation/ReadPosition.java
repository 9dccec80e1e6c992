package dev.keycard.revocation;

import java.util.List;

/**
 * Up to where a reader has given changes: every change with a number up to {@code last}, except those that may still become
 * visible. Immutable.
 *
 * @param last the greatest number that was given, or after which reading began
 * @param missing smaller numbers whose changes may become visible late, in ascending order
 */
public record ReadPosition(long last, List<Long> missing) {

    public ReadPosition {
        missing = List.copyOf(missing);
    }
}
