package dev.keycard.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection that is opened when it is needed, and again after it was dropped. For one thread at a time. */
final class RepairableConnection {

    private final Opener opener;
    private @Nullable SqlConnection connection;

    RepairableConnection(Opener opener) {
        this.opener = opener;
    }

    SqlConnection get() throws SQLException {
        SqlConnection open = connection;
        if (open == null) {
            open = opener.open();
            connection = open;
        }
        return open;
    }

    /** Closes the connection and rolls back what it had not committed. The next use opens another one. */
    void drop() {
        SqlConnection dropped = connection;
        connection = null;
        if (dropped != null) {
            closeQuietly(dropped);
        }
    }

    private static void closeQuietly(SqlConnection dropped) {
        try {
            dropped.close();
        } catch (SQLException ignored) {
            // The connection has failed or is no longer needed; no committed data depends on it.
        }
    }

    @FunctionalInterface
    interface Opener {
        SqlConnection open() throws SQLException;
    }
}
