package dev.keycard.store;

import dev.keycard.id.TimeId;

/**
 * A requested page of a list whose items have a {@link TimeId}: up to {@code limit} items on one side of an id.
 *
 * @param from the id to start from, exclusive
 * @param backward whether the items before the id are requested (still in ascending order)
 */
public record TimePageRequest(TimeId from, boolean backward, int limit) {

    private static final TimeId GREATEST = new TimeId("ffffffff-ffff-7fff-bfff-ffffffffffff");

    public TimePageRequest {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to " + PageRequest.MAX_LIMIT + " items");
        }
    }

    /** The newest items. */
    public static TimePageRequest latest(int limit) {
        return new TimePageRequest(GREATEST, true, limit);
    }
}
