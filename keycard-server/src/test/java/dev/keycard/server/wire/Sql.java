package dev.keycard.server.wire;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into a database from outside, over a connection of its own. */
final class Sql {

    private Sql() {}

    static long count(Path file, String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError("cannot look into the database", failed);
        }
    }

    /** Writes past every door, as an import by hand does. */
    static void update(RunningServer server, String statement, String value) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + server.databaseFile());
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, value);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new AssertionError("cannot write into the database", failed);
        }
    }
}
