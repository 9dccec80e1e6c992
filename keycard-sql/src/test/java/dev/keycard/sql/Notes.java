package dev.keycard.sql;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A database with one small table, for tests of what the stores rest on. */
record Notes(SqliteFile file) {

    static Notes in(Path directory) throws SQLException {
        return in(directory, Duration.ofSeconds(30));
    }

    static Notes in(Path directory, Duration busyTimeout) throws SQLException {
        Notes notes = new Notes(new SqliteFile(directory.resolve("notes.db"), busyTimeout));
        new SqliteMigrations(notes.file).migrate();
        try (SqlConnection sql = notes.file.openWriter()) {
            sql.execute("create table note (id integer primary key, about integer references users (id), body blob)");
        }
        return notes;
    }

    RepairableConnection writing() {
        return new RepairableConnection(file::openWriter);
    }

    /** Work that adds a note and records a change of that number. */
    static Transactions.Work<Long> adding(long id) {
        return transaction -> {
            transaction.sql().update("insert into note (id) values (?)", id);
            transaction.record(new Change.UserChanged(UserId.of(id)), Instant.EPOCH);
            return id;
        };
    }

    /** What another connection sees. */
    List<Long> visible() throws SQLException {
        try (SqlConnection sql = file.openReader()) {
            return sql.list("select id from note order by id", Row::number);
        }
    }
}
