package dev.keycard.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Settings of a PostgreSQL server with which data can be lost that was acknowledged. */
final class PostgresRisks {

    private static final String SETTING = "select current_setting(?, true)";

    private PostgresRisks() {}

    /** One sentence for each. */
    static List<String> of(SqlConnection sql) throws SQLException {
        List<String> risks = new ArrayList<>();
        for (String setting : List.of("fsync", "full_page_writes")) {
            if (sql.first(SETTING, Row::text, setting).orElse("").equals("off")) {
                risks.add("The database server runs with " + setting + " = off, and loses data when its machine fails.");
            }
        }
        return risks;
    }
}
