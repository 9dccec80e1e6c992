package dev.keycard.sql;

import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's failures are called. The names tell what an operator can do; no stored value is ever part of them. */
final class SqlFailures {

    private static final int PRIMARY_CODE = 0xff;

    private SqlFailures() {}

    /** The failure as the stores report it: unchecked ones as they are, SQLite's as "ask again later". */
    static RuntimeException unchecked(@Nullable Throwable failure) {
        if (failure instanceof SQLException sqlFailure) {
            return unavailable(sqlFailure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new StoreUnavailableException("the database failed", new IllegalStateException(failure));
    }

    static StoreUnavailableException unavailable(SQLException failure) {
        return new StoreUnavailableException(describe(failure), failure);
    }

    /** What went wrong, as a clause. */
    static String describe(SQLException failure) {
        return switch (codeOf(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "the database is locked by another process";
            case SQLITE_FULL -> "the disk is full, or the database has reached its greatest size";
            case SQLITE_IOERR -> "reading or writing the database file failed";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "the database file may not be written";
            case SQLITE_CANTOPEN -> "the database file cannot be opened";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is not a SQLite database, or is damaged";
            default -> "the database failed";
        };
    }

    private static SQLiteErrorCode codeOf(SQLException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE);
    }
}
