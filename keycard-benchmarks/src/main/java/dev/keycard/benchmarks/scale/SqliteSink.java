package dev.keycard.benchmarks.scale;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills a SQLite database in one transaction, without flushing before the end. */
final class SqliteSink implements RowSink {

    private static final int BATCH = 1_000;

    private final Connection connection;
    private @Nullable PreparedStatement insert;
    private int waiting;

    SqliteSink(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute("pragma synchronous = off");
        execute("pragma cache_size = -200000");
        connection.setAutoCommit(false);
    }

    @Override
    public void begin(String table, List<String> columns) throws SQLException {
        insert = connection.prepareStatement("insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
    }

    @Override
    public void row(@Nullable Object... values) throws SQLException {
        PreparedStatement statement = inserting();
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    private void flush() throws SQLException {
        inserting().executeBatch();
        waiting = 0;
    }

    private PreparedStatement inserting() {
        if (insert == null) {
            throw new IllegalStateException("no table was begun");
        }
        return insert;
    }

    @Override
    public void end() throws SQLException {
        flush();
        inserting().close();
    }

    @Override
    public void finish() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        execute("analyze");
        execute("pragma wal_checkpoint(truncate)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
