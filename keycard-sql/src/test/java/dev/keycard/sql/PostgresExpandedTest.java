package dev.keycard.sql;

import dev.keycard.testkit.StoreContracts;
import dev.keycard.testkit.StoreFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/**
 * Every promise holds while the database has the schema of the next version, which adds and removes nothing: nodes of two
 * versions work side by side during an upgrade.
 */
@Tag("long")
class PostgresExpandedTest extends StoreContracts {

    private static final List<String> TABLES = List.of(
            "users",
            "account",
            "login",
            "api_token",
            "signing_key",
            "audit",
            "change",
            "familiar_address",
            "mail_change");

    @Override
    protected StoreFixture openStores() {
        return PostgresStores.open("expanded", PostgresExpandedTest::expanded);
    }

    private static void expanded(DataSource source) {
        PostgresMigrations.migrate(source);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String table : TABLES) {
                sql.execute("alter table " + table
                        + " add column added text, add column counted bigint not null default 0");
            }
            sql.execute("create table added (id bigint primary key)");
            sql.execute("update keycard_schema_history set version = '2'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
