package dev.keycard.sql;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.TimePageRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of live rows of one user or of all users, with a statement for each so that each uses its own index. Immutable. */
final class LiveList {

    private record Statements(String forward, String backward, String anyFrom, String anyUpTo) {

        static Statements of(String columns, String table, String where) {
            String rows = "select " + columns + " from " + table + " where " + where;
            String any = "select 1 from " + table + " where " + where;
            return new Statements(
                    rows + " and id > ? order by id limit ?",
                    rows + " and id < ? order by id desc limit ?",
                    any + " and id >= ? limit 1",
                    any + " and id <= ? limit 1");
        }
    }

    private final Statements ofEveryone;
    private final Statements ofUser;

    /** @param expiry the condition under which a row that has not ended is live; takes the moment */
    LiveList(String columns, String table, String expiry) {
        String live = "ended_at is null and " + expiry;
        ofEveryone = Statements.of(columns, table, live);
        ofUser = Statements.of(columns, table, live + " and user_id = ?");
    }

    <T> Page<T> page(
            SqlConnection sql,
            SqlConnection.Mapper<T> mapper,
            @Nullable UserId userId,
            Instant now,
            TimePageRequest page)
            throws SQLException {
        Statements statements = userId == null ? ofEveryone : ofUser;
        List<T> found = sql.list(
                page.backward() ? statements.backward() : statements.forward(),
                mapper,
                parameters(userId, now, page.from(), page.limit() + 1));
        String other = page.backward() ? statements.anyFrom() : statements.anyUpTo();
        boolean behind = sql.exists(other, parameters(userId, now, page.from(), null));
        return Page.read(found, page.limit(), page.backward(), behind);
    }

    private static Object[] parameters(@Nullable UserId userId, Instant now, TimeId from, @Nullable Integer limit) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(now);
        if (userId != null) {
            parameters.add(userId);
        }
        parameters.add(from);
        if (limit != null) {
            parameters.add(limit);
        }
        return parameters.toArray();
    }
}
