package dev.keycard.testkit.memory;

import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UserStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a part of a text among users, of whom it looks at {@link UserStore#MAX_SEARCHED} at most. */
record UserSearch(Tables tables, UserFilter filter) {

    UserMatches find(PageRequest page) {
        return page.backward() ? before(page) : after(page);
    }

    private UserMatches after(PageRequest page) {
        List<UserRow> looked = window(tables.users.after(page.from()));
        List<User> found = matches(looked, page);
        List<User> items = cut(found, page);
        long stopped = found.size() > items.size() ? lastId(items) : end(looked, Long.MAX_VALUE);
        long first = items.isEmpty() ? page.from() + 1 : number(items.get(0));
        return new UserMatches(items, anyAfter(stopped) ? stopped : null, anyBefore(page.from() + 1) ? first : null);
    }

    private UserMatches before(PageRequest page) {
        List<UserRow> looked = window(tables.users.before(page.from()));
        List<User> found = matches(looked, page);
        List<User> items = cut(found, page);
        long stopped = found.size() > items.size() ? lastId(items) : end(looked, 0);
        Collections.reverse(items);
        long behind = Math.max(0, page.from() - 1);
        long last = items.isEmpty() ? behind : lastId(items);
        return new UserMatches(items, anyAfter(behind) ? last : null, anyBefore(stopped) ? stopped : null);
    }

    private static List<UserRow> window(Stream<UserRow> rows) {
        return rows.limit(UserStore.MAX_SEARCHED).toList();
    }

    /** The last user that this search looks at. */
    private static long end(List<UserRow> looked, long otherwise) {
        return looked.size() < UserStore.MAX_SEARCHED
                ? otherwise
                : number(looked.get(looked.size() - 1).user());
    }

    private List<User> matches(List<UserRow> looked, PageRequest page) {
        return looked.stream()
                .map(tables::user)
                .filter(this::matches)
                .limit(page.limit() + 1L)
                .toList();
    }

    private boolean matches(User user) {
        return (filter.active() == null || filter.active() == user.active())
                && UserFilter.searchable(user).contains(filter.search());
    }

    private static List<User> cut(List<User> found, PageRequest page) {
        return new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
    }

    private boolean anyAfter(long id) {
        return tables.users.after(id).findAny().isPresent();
    }

    private boolean anyBefore(long id) {
        return tables.users.before(id).findAny().isPresent();
    }

    private static long lastId(List<User> items) {
        return number(items.get(items.size() - 1));
    }

    private static long number(User user) {
        return Tables.number(user.id());
    }
}
