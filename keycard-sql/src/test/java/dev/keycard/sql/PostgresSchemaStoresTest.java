package dev.keycard.sql;

import dev.keycard.testkit.AuditStoreContract;
import dev.keycard.testkit.ChangeLogContract;
import dev.keycard.testkit.SigningKeyStoreContract;
import dev.keycard.testkit.StoreFixture;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Promises of the stores hold in a schema beside an application whose tables have the same names, and other columns. These
 * are the contracts whose statements depend on the schema in more than the names of tables: triggers, sequences, and locks
 * by the number of a table. {@link PostgresSideBySideTest} runs the statements of all stores there. All contracts together
 * take 45 seconds.
 */
@Tag("long")
class PostgresSchemaStoresTest {

    private static final String SCHEMA = "keycard";

    @Nested
    class Audits extends AuditStoreContract {
        @Override
        protected StoreFixture openStores() {
            return inTheSchema();
        }
    }

    @Nested
    class ChangeLogs extends ChangeLogContract {
        @Override
        protected StoreFixture openStores() {
            return inTheSchema();
        }
    }

    @Nested
    class SigningKeys extends SigningKeyStoreContract {
        @Override
        protected StoreFixture openStores() {
            return inTheSchema();
        }
    }

    private static StoreFixture inTheSchema() {
        return PostgresStores.open("beside", PostgresSchemaStoresTest::besideAnApplication, SCHEMA);
    }

    private static void besideAnApplication(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Besides.makeTables(connection);
            PostgresSettings.of(connection.getMetaData().getURL())
                    .withUser("postgres", null)
                    .withSchema(SCHEMA)
                    .migrating(Migrations::migrate);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
