package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a PostgreSQL server says about itself. */
final class PostgresHealth {

    private static final String SETTING = "select current_setting(?, true)";
    private static final String CLOCK = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    private PostgresHealth() {}

    /** @param now the time of this machine */
    static SqlSecurityReport.Health of(SqlConnection sql, Instant now) throws SQLException {
        List<String> risks = new ArrayList<>();
        for (String setting : List.of("fsync", "full_page_writes")) {
            if (setting(sql, setting).equals("off")) {
                risks.add("The database server runs with " + setting + " = off.");
            }
        }
        Duration ahead = Duration.ofMillis(sql.number(CLOCK) - now.toEpochMilli());
        boolean waits = !setting(sql, "synchronous_standby_names").isBlank();
        int connections = Integer.parseInt(setting(sql, "max_connections"));
        return new SqlSecurityReport.Health(List.of(), new SecurityReport.Server(risks, waits, ahead, connections));
    }

    private static String setting(SqlConnection sql, String name) throws SQLException {
        return sql.first(SETTING, Row::text, name).orElse("");
    }
}
