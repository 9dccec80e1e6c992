package dev.keycard.sql;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row, read column by column from the left: each call takes the next one. Selecting the columns in the order of a record's
 * components makes reading the row the same as calling the constructor.
 */
final class Row {

    private final ResultSet columns;
    private int column;

    Row(ResultSet columns) {
        this.columns = columns;
    }

    long number() throws SQLException {
        return columns.getLong(++column);
    }

    boolean flag() throws SQLException {
        return columns.getBoolean(++column);
    }

    String text() throws SQLException {
        return columns.getString(++column);
    }

    @Nullable String textOrNull() throws SQLException {
        return columns.getString(++column);
    }

    Set<String> texts() throws SQLException {
        return TextSet.parse(text());
    }

    byte[] bytes() throws SQLException {
        return columns.getBytes(++column);
    }

    Instant instant() throws SQLException {
        return Instant.ofEpochMilli(number());
    }

    @Nullable Instant instantOrNull() throws SQLException {
        long millis = number();
        return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    UserId userId() throws SQLException {
        return new UserId(text());
    }

    @Nullable UserId userIdOrNull() throws SQLException {
        String text = textOrNull();
        return text == null ? null : new UserId(text);
    }

    TimeId timeId() throws SQLException {
        return new TimeId(text());
    }

    @Nullable TimeId timeIdOrNull() throws SQLException {
        String text = textOrNull();
        return text == null ? null : new TimeId(text);
    }

    <E extends Enum<E>> E constant(Class<E> type) throws SQLException {
        return Enum.valueOf(type, text());
    }

    <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type) throws SQLException {
        String name = textOrNull();
        return name == null ? null : Enum.valueOf(type, name);
    }
}
