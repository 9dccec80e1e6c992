package dev.keycard.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What an application has in the schema {@code public} of the database that Keycard shares with it. */
final class Besides {

    /** The names of Keycard's tables. No statement of Keycard finds its columns there. */
    private static final List<String> TABLES = List.of(
            "installation",
            "users",
            "account",
            "reserved_name",
            "login",
            "api_token",
            "familiar_address",
            "mail_change",
            "signing_key",
            "change",
            "audit");

    private Besides() {}

    static void tablesOfAnApplication(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            makeTables(connection);
        }
    }

    static void makeTables(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            for (String table : TABLES) {
                sql.execute("create table public." + table + " (invoice uuid primary key, amount numeric not null)");
            }
        }
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /** All rows of the application's tables. */
    static List<String> rows(String url) throws SQLException {
        StringBuilder union = new StringBuilder();
        for (String table : TABLES) {
            union.append(union.isEmpty() ? "" : " union all ")
                    .append("select '" + table + "' || t::text from public." + table + " t");
        }
        try (SqlConnection sql = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            return sql.list(union.toString(), Row::text);
        }
    }

    static void fill(String url) throws SQLException {
        for (String table : TABLES) {
            execute(url, "insert into public." + table + " select gen_random_uuid(), n from generate_series(1, 3) n");
        }
    }
}
