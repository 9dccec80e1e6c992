package dev.keycard.sql;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Binds values of the domain to the parameters of a statement; {@link Row} reads them. */
final class Parameters {

    private Parameters() {}

    static void bind(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(position, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(position, text);
        } else if (value instanceof Number number) {
            statement.setLong(position, number.longValue());
        } else if (value instanceof Instant moment) {
            statement.setLong(position, moment.toEpochMilli());
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(position, flag);
        } else if (value instanceof TimeId id) {
            statement.setString(position, id.text());
        } else if (value instanceof UserId id) {
            statement.setString(position, id.text());
        } else if (value instanceof Enum<?> constant) {
            statement.setString(position, constant.name());
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(position, bytes);
        } else {
            throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }
}
