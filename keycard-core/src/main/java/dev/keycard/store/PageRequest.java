package dev.keycard.store;

/**
 * Which stretch of a list is wanted: up to {@code limit} items on one side of an id. Ids only grow, so a position stays right
 * while rows come and go.
 *
 * @param from the id to start from, itself excluded
 * @param backward whether the items before the id are wanted (still answered in ascending order)
 */
public record PageRequest(long from, boolean backward, int limit) {

    /** The most items that one page holds. */
    public static final int MAX_LIMIT = 100;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to " + MAX_LIMIT + " items");
        }
    }

    /** The first page. */
    public static PageRequest first(int limit) {
        return new PageRequest(0, false, limit);
    }
}
