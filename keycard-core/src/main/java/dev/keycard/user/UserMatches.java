package dev.keycard.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users that a search came upon, in the order of their ids. It looks at a bounded number of users and may stop early: then the
 * list is shorter than asked for, even empty, and still has a place to go on from.
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
