package dev.keycard.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A stretch of a list in ascending id order, and whether there is more on either side of it.
 *
 * @param hasNext whether something follows the last item
 * @param hasPrevious whether something precedes the first item
 */
public record Page<T>(List<T> items, boolean hasNext, boolean hasPrevious) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of what a store read from a point of the list on.
     *
     * @param found in the order of reading, descending for a backward page; one item more than the limit if there is more
     * @param behind whether there is anything on the other side of the point
     */
    public static <T> Page<T> read(List<T> found, int limit, boolean backward, boolean behind) {
        List<T> items = new ArrayList<>(found.subList(0, Math.min(found.size(), limit)));
        boolean more = found.size() > items.size();
        if (backward) {
            Collections.reverse(items);
            return new Page<>(items, behind, more);
        }
        return new Page<>(items, more, behind);
    }
}
