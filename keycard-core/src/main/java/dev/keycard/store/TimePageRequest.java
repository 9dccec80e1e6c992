package dev.keycard.store;

import dev.keycard.id.TimeId;

/**
 * Which stretch of a list is wanted whose items have a {@link TimeId}: up to {@code limit} items on one side of an id.
 *
 * @param from the id to start from, itself excluded
 * @param backward whether the items before the id are wanted (still answered in ascending order)
 */
public record TimePageRequest(TimeId from, boolean backward, int limit) {

    private static final TimeId GREATEST = new TimeId("ffffffff-ffff-7fff-bfff-ffffffffffff");

    public TimePageRequest {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to " + PageRequest.MAX_LIMIT + " items");
        }
    }

    /** The items that were made last. */
    public static TimePageRequest latest(int limit) {
        return new TimePageRequest(GREATEST, true, limit);
    }
}
