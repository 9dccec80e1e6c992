package dev.keycard.store;

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
}
