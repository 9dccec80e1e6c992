package dev.keycard.sql;

import dev.keycard.change.ChangeLog;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The change log in SQL. SQLite has one writer at a time, over all processes, so sequence numbers become visible in their
 * order: no number can appear that is lower than one that was read already.
 */
final class SqlChangeLog implements ChangeLog {

    private static final String AFTER =
            "select seq, at, kind, subject, before, spared from change where seq > ? order by seq limit ?";

    // Scans backwards over the changes since the moment: they are few, and are read next anyway. Needs no index on the
    // time.
    private static final String LAST_BEFORE = "select seq from change where at < ? order by seq desc limit 1";

    private static final String ANY_UP_TO = "select 1 from change where seq <= ? limit 1";
    static final String HEAD = "select seq, at from change order by seq limit ?";
    static final String PURGE = "delete from change where seq <= ? and seq < (select max(seq) from change)";

    private final Transactions database;

    SqlChangeLog(Transactions database) {
        this.database = database;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        return database.read(sql -> {
            List<RecordedChange> news = sql.list(AFTER, ChangeRows::read, sequence, limit);
            if (isGap(sequence, news) && !sql.exists(ANY_UP_TO, sequence)) {
                throw new StoreUnavailableException(
                        "changes that this process has not read were purged: it was suspended for too long, restart it");
            }
            return news;
        });
    }

    /** Numbers are consecutive, and are purged from the first on. A reader at the beginning has missed nothing. */
    private static boolean isGap(long sequence, List<RecordedChange> news) {
        return sequence > 0 && !news.isEmpty() && news.get(0).sequence() > sequence + 1;
    }

    @Override
    public long lastBefore(Instant moment) {
        return database.read(sql -> sql.first(LAST_BEFORE, Row::number, moment)).orElse(0L);
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
