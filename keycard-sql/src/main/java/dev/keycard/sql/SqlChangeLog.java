package dev.keycard.sql;

import dev.keycard.change.Change;
import dev.keycard.change.ChangeLog;
import dev.keycard.change.RecordedChange;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The change log in SQL. SQLite has one writer at a time, over all processes, so sequence numbers become visible in their
 * order: no number can appear behind one that was read already.
 */
final class SqlChangeLog implements ChangeLog {

    private static final String AFTER =
            "select seq, at, kind, subject, before, spared from change where seq > ? order by seq limit ?";

    // Walks back from the end over the changes since the moment: few, and about to be read anyway. Needs no index on
    // the time.
    private static final String LAST_BEFORE = "select seq from change where at < ? order by seq desc limit 1";

    private final Transactor database;

    SqlChangeLog(Transactor database) {
        this.database = database;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        return database.read(sql -> sql.list(AFTER, ChangeRows::read, sequence, limit));
    }

    @Override
    public long lastBefore(Instant moment) {
        return database.read(sql -> sql.first(LAST_BEFORE, Row::number, moment)).orElse(0L);
    }

    @Override
    public void onCommit(Consumer<List<Change>> listener) {
        database.onCommit(listener);
    }
}
