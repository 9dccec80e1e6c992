package dev.keycard.sql;

import static java.util.Objects.requireNonNull;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes as rows. */
final class ChangeRows {

    /** A node whose clock is behind must not make a change look old: it would be purged before other nodes have read it. */
    private static final String INSERT = "insert into change (at, kind, subject, before, spared)"
            + " values ({greatest}(?, {server time}), ?, ?, ?, ?)";

    private enum Kind {
        LOGIN_ENDED,
        LOGINS_ENDED,
        USER_CHANGED,
        API_TOKEN_ENDED,
        API_TOKEN_CHANGED,
        KEYS_CHANGED
    }

    private ChangeRows() {}

    static void insert(SqlConnection sql, Change change, Instant at) throws SQLException {
        if (change instanceof Change.LoginEnded ended) {
            insert(sql, at, Kind.LOGIN_ENDED, ended.login().text(), null, null);
        } else if (change instanceof Change.LoginsEnded ended) {
            insert(sql, at, Kind.LOGINS_ENDED, ended.userId().text(), ended.before(), ended.spared());
        } else if (change instanceof Change.UserChanged changed) {
            insert(sql, at, Kind.USER_CHANGED, changed.userId().text(), null, null);
        } else if (change instanceof Change.ApiTokenEnded ended) {
            insert(sql, at, Kind.API_TOKEN_ENDED, ended.token().text(), null, null);
        } else if (change instanceof Change.ApiTokenChanged changed) {
            insert(sql, at, Kind.API_TOKEN_CHANGED, changed.token().text(), null, null);
        } else if (change instanceof Change.KeysChanged) {
            insert(sql, at, Kind.KEYS_CHANGED, "", null, null);
        } else {
            throw new IllegalArgumentException("no row is defined for " + change.getClass());
        }
    }

    private static void insert(
            SqlConnection sql, Instant at, Kind kind, String subject, @Nullable Instant before, @Nullable TimeId spared)
            throws SQLException {
        sql.update(INSERT, at, kind, subject, before, spared);
    }

    /** Reads {@code seq, at, kind, subject, before, spared}. */
    static RecordedChange read(Row row) throws SQLException {
        return new RecordedChange(
                row.number(), row.instant(), change(row.text(), row.text(), row.instantOrNull(), row.timeIdOrNull()));
    }

    private static Change change(String kind, String subject, @Nullable Instant before, @Nullable TimeId spared) {
        return switch (kindNamed(kind)) {
            case LOGIN_ENDED -> new Change.LoginEnded(new TimeId(subject));
            case LOGINS_ENDED -> new Change.LoginsEnded(new UserId(subject), requireNonNull(before), spared);
            case USER_CHANGED -> new Change.UserChanged(new UserId(subject));
            case API_TOKEN_ENDED -> new Change.ApiTokenEnded(new TimeId(subject));
            case API_TOKEN_CHANGED -> new Change.ApiTokenChanged(new TimeId(subject));
            case KEYS_CHANGED -> new Change.KeysChanged();
        };
    }

    /** A newer version may write kinds that this one does not know. To skip them would keep revoked credentials valid. */
    private static Kind kindNamed(String name) {
        try {
            return Kind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new StoreUnavailableException("the change log holds a change of an unknown kind", unknown);
        }
    }
}
