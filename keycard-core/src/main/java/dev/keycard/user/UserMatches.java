package dev.keycard.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users that a search found, in the order of their ids. A search reads a bounded number of users and may stop early: the list
 * is then shorter than requested, perhaps empty, and still has a position from which to continue.
 *
 * @param next the id after which to go on; null if there are no more users
 * @param previous the id before which to go back; null if there are none
 */
public record UserMatches(
        List<User> items, @Nullable Long next, @Nullable Long previous) {

    public UserMatches {
        items = List.copyOf(items);
    }
}
