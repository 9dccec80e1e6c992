package dev.keycard.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection that caches its prepared statements, which the driver does not, and binds and reads the few types that are
 * stored. Statements are translated to the database's dialect once, when they are prepared. Statements are constants of the
 * code, so their number is small. For one thread at a time.
 */
final class SqlConnection implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SqlConnection(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Runs a statement and ignores its result: BEGIN, COMMIT, a PRAGMA. */
    void execute(String sql) throws SQLException {
        PreparedStatement statement = prepared(sql);
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    /**
     * Runs a statement that changes rows.
     *
     * @return how many it changed
     */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(new Row(rows))) : Optional.empty();
        }
    }

    /** All rows. */
    <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(mapper.map(new Row(rows)));
            }
        }
        return found;
    }

    /**
     * Visits all rows, which need not fit into memory.
     *
     * @return how many there are
     */
    long each(String sql, Visitor visitor) throws SQLException {
        long number = 0;
        try (ResultSet rows = bound(sql).executeQuery()) {
            while (rows.next()) {
                visitor.visit(new Row(rows), ++number);
            }
        }
        return number;
    }

    /** Runs two statements, the second if the first returned a row, and gives the first rows of both. */
    <A, B> Optional<Transactions.Both<A, B>> both(Transactions.Statement<A> one, Transactions.Statement<B> other)
            throws SQLException {
        Optional<A> first = first(one.sql(), one.mapper(), one.parameters().toArray());
        if (first.isEmpty()) {
            return Optional.empty();
        }
        return first(other.sql(), other.mapper(), other.parameters().toArray())
                .map(second -> new Transactions.Both<>(first.get(), second));
    }

    /** The same in one message to the server; for a connection on which each message is a transaction. */
    <A, B> Optional<Transactions.Both<A, B>> bothAtOnce(Transactions.Statement<A> one, Transactions.Statement<B> other)
            throws SQLException {
        List<Object> parameters = new ArrayList<>(one.parameters());
        parameters.addAll(other.parameters());
        PreparedStatement statement = bound(one.sql() + ";" + other.sql(), parameters.toArray());
        statement.execute();
        Optional<A> first = next(statement.getResultSet(), one.mapper());
        statement.getMoreResults();
        Optional<B> second = next(statement.getResultSet(), other.mapper());
        return first.isPresent() && second.isPresent()
                ? Optional.of(new Transactions.Both<>(first.get(), second.get()))
                : Optional.empty();
    }

    private static <T> Optional<T> next(ResultSet rows, Mapper<T> mapper) throws SQLException {
        try (rows) {
            return rows.next() ? Optional.of(mapper.map(new Row(rows))) : Optional.empty();
        }
    }

    /** The number in the only column of the only row. */
    long number(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, Row::number, parameters).orElseThrow();
    }

    /** Whether there is any row. */
    boolean exists(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> true, parameters).isPresent();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            Parameters.bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = connection.prepareStatement(dialect.translate(sql));
        statements.put(sql, statement);
        return statement;
    }

    /** Takes a row, and which one it is, counted from 1. */
    @FunctionalInterface
    interface Visitor {
        void visit(Row row, long number) throws SQLException;
    }

    /** Maps a row to an object. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }
}
