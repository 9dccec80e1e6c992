package dev.keycard.sql;

import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;

/** The dialect of SQLite. Immutable. */
final class SqliteDialect implements Dialect {

    private static final int PRIMARY_CODE = 0xff;

    /** One transaction writes at a time, so numbers become visible in their order. */
    private static final Map<String, String> WORDS = Map.of(
            Words.GREATEST, "max",
            Words.LEAST, "min",
            Words.POSITION, "instr",
            Words.ALL_ROWS, "limit -1",
            Words.SERVER_TIME, "0",
            Words.OLD_WRITERS, "0 * ?",
            Words.NEXT_TRANSACTION, "0",
            Words.OLDEST_TRANSACTION, "0");

    @Override
    public Map<String, String> words() {
        return WORDS;
    }

    /**
     * The error of a transaction that began with a read, and then wrote after another process had written. The writer's
     * transactions begin as writing ones, so this is not expected.
     */
    @Override
    public boolean isConflict(SQLException failure) {
        return failure.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT.code;
    }

    @Override
    public String describe(SQLException failure) {
        return switch (SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "the database is locked by another process";
            case SQLITE_FULL -> "the disk is full, or the database has reached its greatest size";
            case SQLITE_IOERR -> "reading or writing the database file failed";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "the database file may not be written";
            case SQLITE_CANTOPEN -> "the database file cannot be opened";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is not a SQLite database, or is damaged";
            default -> "the database failed";
        };
    }
}
