package dev.keycard.sql;

import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UserStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches users for a part of a text. No index supports that, so each search reads at most {@link UserStore#MAX_SEARCHED}
 * users, and returns where it stopped.
 */
final class UserSearch {

    private static final String MATCHING =
            " and active = coalesce(?, active) and {position}(search, ?) > 0 order by id ";

    private static final String FORWARD = UserRows.SELECT + "where id > ? and id <= ?" + MATCHING + "limit ?";
    private static final String BACKWARD = UserRows.SELECT + "where id < ? and id >= ?" + MATCHING + "desc limit ?";

    private static final String END_FORWARD = "select id from users where id > ? order by id limit 1 offset ?";
    private static final String END_BACKWARD = "select id from users where id < ? order by id desc limit 1 offset ?";
    private static final String ANY_AFTER = "select 1 from users where id > ? limit 1";
    private static final String ANY_BEFORE = "select 1 from users where id < ? limit 1";

    private UserSearch() {}

    static UserMatches find(SqlConnection sql, UserFilter filter, PageRequest page) throws SQLException {
        return page.backward() ? before(sql, filter, page) : after(sql, filter, page);
    }

    private static UserMatches after(SqlConnection sql, UserFilter filter, PageRequest page) throws SQLException {
        long end = end(sql, END_FORWARD, page.from(), Long.MAX_VALUE);
        List<User> found = select(sql, FORWARD, filter, page, end);
        List<User> items = cut(found, page);
        long stopped = found.size() > items.size() ? lastId(items) : end;
        return new UserMatches(
                items,
                sql.exists(ANY_AFTER, stopped) ? stopped : null,
                sql.exists(ANY_BEFORE, page.from() + 1) ? firstId(items, page.from() + 1) : null);
    }

    private static UserMatches before(SqlConnection sql, UserFilter filter, PageRequest page) throws SQLException {
        long end = end(sql, END_BACKWARD, page.from(), 0);
        List<User> found = select(sql, BACKWARD, filter, page, end);
        List<User> items = cut(found, page);
        long stopped = found.size() > items.size() ? lastId(items) : end;
        Collections.reverse(items);
        long last = items.isEmpty() ? Math.max(0, page.from() - 1) : lastId(items);
        boolean behind = sql.exists(ANY_AFTER, Math.max(0, page.from() - 1));
        return new UserMatches(items, behind ? last : null, sql.exists(ANY_BEFORE, stopped) ? stopped : null);
    }

    /** The last user that this search reads. */
    private static long end(SqlConnection sql, String query, long from, long otherwise) throws SQLException {
        return sql.first(query, Row::number, from, UserStore.MAX_SEARCHED - 1).orElse(otherwise);
    }

    private static List<User> select(SqlConnection sql, String query, UserFilter filter, PageRequest page, long end)
            throws SQLException {
        @Nullable Boolean active = filter.active();
        return sql.list(query, UserRows::user, page.from(), end, active, filter.search(), page.limit() + 1);
    }

    private static List<User> cut(List<User> found, PageRequest page) {
        return new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
    }

    private static long firstId(List<User> items, long otherwise) {
        return items.isEmpty() ? otherwise : number(items.get(0));
    }

    private static long lastId(List<User> items) {
        return number(items.get(items.size() - 1));
    }

    private static long number(User user) {
        return user.id().number().orElseThrow();
    }
}
