package dev.keycard.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A page of a list in ascending id order, and whether there are items before and after it.
 *
 * @param hasNext whether something follows the last item
 * @param hasPrevious whether something precedes the first item
 */
public record Page<T>(List<T> items, boolean hasNext, boolean hasPrevious) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of the items that a store read from a position on.
     *
     * @param found in the order of reading, descending for a backward page; one more than the limit if there are more items
     * @param behind whether there are items on the other side of the position
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
