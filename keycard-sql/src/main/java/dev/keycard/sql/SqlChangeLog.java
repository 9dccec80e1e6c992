package dev.keycard.sql;

import dev.keycard.change.ChangeLog;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The change log in SQL. Numbers are drawn in the order of the writes, and may become visible in another order. */
final class SqlChangeLog implements ChangeLog {

    private static final String AFTER =
            "select seq, at, kind, subject, before, spared from change where seq > ? order by seq limit ?";

    private static final String FIND = "select seq, at, kind, subject, before, spared from change where seq = ?";
    private static final String LAST_BEFORE =
            "select coalesce((select min(seq) - 1 from change where at >= ?), (select max(seq) from change), 0)";

    /** More than the changes that can be written while one transaction waits for its commit, at most some seconds. */
    private static final int MAX_UNCOMMITTED = 1_000;

    private static final String ANY_UP_TO = "select 1 from change where seq <= ? limit 1";
    static final String HEAD = "select seq, at from change order by seq limit ?";
    static final String PURGE = "delete from change where seq <= ? and seq < (select max(seq) from change)";

    private final Transactions database;

    SqlChangeLog(Transactions database) {
        this.database = database;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        return database.read(sql -> after(sql, sequence, limit));
    }

    private static List<RecordedChange> after(SqlConnection sql, long sequence, int limit) throws SQLException {
        List<RecordedChange> news = sql.list(AFTER, ChangeRows::read, sequence, limit);
        if (isGap(sequence, news) && !sql.exists(ANY_UP_TO, sequence)) {
            throw new StoreUnavailableException(
                    "changes that this process has not read were purged: it was suspended for too long, restart it");
        }
        return news;
    }

    /**
     * Begins some numbers earlier than the moment asks for: a transaction that drew one of them may not have committed yet. The
     * reader finds them missing, and waits for them.
     */
    @Override
    public ChangeReader readerSince(Instant moment) {
        return new SqlChangeReader(database, Math.max(0, lastBefore(moment) - MAX_UNCOMMITTED));
    }

    /**
     * Changes are purged from the first on, and the last one stays. A reader at the beginning has missed nothing. Numbers that
     * were never used look like purged ones only to a reader that stood still for as long as changes are kept.
     */
    private static boolean isGap(long sequence, List<RecordedChange> news) {
        return sequence > 0 && !news.isEmpty() && news.get(0).sequence() > sequence + 1;
    }

    @Override
    public long lastBefore(Instant moment) {
        return database.read(sql -> sql.number(LAST_BEFORE, moment));
    }

    @Override
    public Optional<RecordedChange> find(long sequence) {
        return database.read(sql -> sql.first(FIND, ChangeRows::read, sequence));
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return database.serializable(transaction -> Oldest.purge(transaction.sql(), HEAD, PURGE, moment, limit));
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return database.onCommit(listener);
    }
}
