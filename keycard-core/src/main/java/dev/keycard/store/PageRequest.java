package dev.keycard.store;

/**
 * A requested page of a list: up to {@code limit} items on one side of an id. Ids only grow, so a position stays valid while
 * rows are added and deleted.
 *
 * @param from the id to start from, exclusive
 * @param backward whether the items before the id are requested (still in ascending order)
 */
public record PageRequest(long from, boolean backward, int limit) {

    /** The maximum number of items of a page. */
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
