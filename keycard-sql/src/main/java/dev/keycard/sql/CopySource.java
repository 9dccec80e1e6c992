package dev.keycard.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The SQLite database that is copied, as one consistent state. For a move, this process alone has the file open until the move is
 * over: a server that still ran would go on to accept what is revoked elsewhere. For one thread.
 */
final class CopySource implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String MOVED = "select moved_to from installation where moved_to is not null";
    private static final String MOVE = "update installation set moved_to = ?, moved_at = ?";

    private final SqliteFile file;
    private final SqlConnection sql;
    private boolean alone;

    private CopySource(SqliteFile file, SqlConnection sql) {
        this.file = file;
        this.sql = sql;
    }

    /** Opens the file beside a server that may run, and stays at the present state. */
    static CopySource snapshot(Path path) throws SQLException {
        SqliteFile file = existing(path);
        CopySource source = new CopySource(file, file.openReader());
        // The transaction sees the state of its first read.
        source.sql.execute("begin");
        source.installation();
        return source;
    }

    /** Opens the file, and keeps every other process out until it is closed. */
    static CopySource alone(Path path) throws SQLException {
        SqliteFile file = existing(path);
        CopySource source = new CopySource(file, file.openWriter());
        try {
            source.lockOut(path);
            return source;
        } catch (SQLException | RuntimeException refused) {
            source.close();
            throw refused;
        }
    }

    private static SqliteFile existing(Path path) {
        SqliteFile file = new SqliteFile(path, PATIENCE);
        if (!file.exists()) {
            throw new CopyException("There is no database at " + file.path() + ".");
        }
        new SqliteMigrations(file).migrate();
        return file;
    }

    /** SQLite leaves the mode of the write-ahead log only while no other connection is open, in any process. */
    private void lockOut(Path path) throws SQLException {
        if (!isRollbackJournal("pragma journal_mode = delete")) {
            throw inUse(path);
        }
        try {
            sql.execute("begin exclusive");
        } catch (SQLException busy) {
            throw inUse(path);
        }
        alone = isRollbackJournal("pragma journal_mode");
        if (!alone) {
            throw inUse(path);
        }
    }

    private boolean isRollbackJournal(String pragma) {
        try {
            return sql.first(pragma, Row::text).orElseThrow().equals("delete");
        } catch (SQLException busy) {
            return false;
        }
    }

    private static CopyException inUse(Path path) {
        return new CopyException(
                "The database " + path + " is in use: stop the server and every other process that has it open.");
    }

    SqlConnection sql() {
        return sql;
    }

    /** The id of the installation, whichever database it lives in. */
    String installation() throws SQLException {
        return sql.first("select id from installation", Row::text).orElseThrow();
    }

    /** The id of the sealing key that the copy needs too; null if none was used yet. */
    @Nullable String sealingKey() throws SQLException {
        return sql.first("select sealing_key from installation where sealing_key is not null", Row::text)
                .orElse(null);
    }

    /** Where the installation was moved to; null if it lives here. */
    @Nullable String movedTo() throws SQLException {
        return movedTo(sql);
    }

    static @Nullable String movedTo(SqlConnection sql) throws SQLException {
        return sql.first(MOVED, Row::text).orElse(null);
    }

    /** The greatest number that a table gave, also to a row that was deleted since. */
    long lastNumber(String table) throws SQLException {
        return sql.first("select seq from sqlite_sequence where name = ?", Row::number, table)
                .orElse(0L);
    }

    /** Closes the database to every program: it was moved. Null opens it again. */
    void setMovedTo(@Nullable String url, Instant now) throws SQLException {
        sql.update(MOVE, url, url == null ? null : now);
        sql.execute("commit");
    }

    /** Gives the file back, in the mode in which servers use it. */
    @Override
    public void close() {
        try (SqlConnection closing = sql) {
            if (alone) {
                rollBack(closing);
                closing.execute("pragma journal_mode = wal");
            }
        } catch (SQLException inUse) {
            // The next process that opens the file sets its mode.
        }
    }

    private static void rollBack(SqlConnection sql) {
        try {
            sql.execute("rollback");
        } catch (SQLException committed) {
            // There is no transaction any more.
        }
    }

    Path path() {
        return file.path();
    }
}
