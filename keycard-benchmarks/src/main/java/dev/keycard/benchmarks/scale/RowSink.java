package dev.keycard.benchmarks.scale;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one table after the other. For one thread. */
interface RowSink extends AutoCloseable {

    /** Begins a table; the rows that follow have these columns. */
    void begin(String table, List<String> columns) throws SQLException;

    /** Adds a row: texts without control characters, numbers, flags and nulls. */
    void row(@Nullable Object... values) throws SQLException;

    /** Ends the table. */
    void end() throws SQLException;

    /** Makes everything durable, with all indexes. */
    void finish() throws SQLException;

    @Override
    void close() throws SQLException;
}
