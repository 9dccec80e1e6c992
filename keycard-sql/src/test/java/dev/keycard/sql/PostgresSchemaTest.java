package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keycard.testkit.PostgresServer;
import dev.keycard.testkit.Race;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keycard's tables in a schema that the settings name. */
class PostgresSchemaTest {

    private static final String LONGEST = "a".repeat(PostgresSchema.LONGEST);

    private final String url = PostgresServer.shared().emptyDatabase();
    private final String user = url.replaceFirst(".*/(\\w+)\\?.*", "$1") + " User";
    private final PostgresSettings settings = PostgresSettings.of(url).withSchema("keycard");

    /** A user who may not make anything in the database. */
    private final PostgresSettings asUser = PostgresSettings.of(url.replaceFirst("\\?.*", ""))
            .withUser(user, null)
            .withSchema("keycard");

    @BeforeEach
    void makeUser() throws SQLException {
        execute("create role \"" + user + "\" login");
    }

    @AfterEach
    void drop() throws SQLException {
        PostgresServer.shared().drop(url);
        Besides.execute(url.replaceFirst("/\\w+\\?", "/postgres?"), "drop role \"" + user + "\"");
    }

    private void execute(String... statements) throws SQLException {
        Besides.execute(url, statements);
    }

    @Test
    void open_makesTheSchema_andAllTablesInIt() throws SQLException {
        try (PostgresDatabase database = settings.open()) {
            assertThat(database.schema()).isEqualTo(new SchemaState(Migrations.NEWEST, Migrations.NEWEST, 1));
        }
        assertThat(tables("keycard")).contains("users", "installation", "keycard_schema_history");
        assertThat(tables("public")).isEmpty();
        settings.open().close();
        assertThat(settings.migrating(Migrations::migrate).isCurrent()).isTrue();
    }

    private List<String> tables(String schema) throws SQLException {
        try (SqlConnection sql = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            return sql.list("select tablename::text from pg_tables where schemaname = ?", Row::text, schema);
        }
    }

    @Test
    void manyNodes_thatStartTogether_makeItOnce() throws Exception {
        try (Race race = new Race(6)) {
            assertThat(race.run(() -> {
                        try (PostgresDatabase database =
                                settings.withConnections(2).open()) {
                            return database.schema().isCurrent();
                        }
                    }))
                    .hasSize(6)
                    .containsOnly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "select", "order", "_", "a1", "public"})
    void names_thatAreKeywords_orShort_work(String name) throws SQLException {
        worksIn(name);
    }

    @Test
    void longestName_works() throws SQLException {
        worksIn(LONGEST);
    }

    private void worksIn(String name) throws SQLException {
        PostgresSettings named = settings.withSchema(name);
        try (PostgresDatabase database = named.open()) {
            assertThat(database.schema().isCurrent()).isTrue();
            assertThat(database.stores().gauge().measure().audit()).isPositive();
            assertThat(sessions()).containsOnly("keycard in " + name);
        }
        assertThat(tables(name)).contains("users", "keycard_schema_history");
    }

    private List<String> sessions() throws SQLException {
        try (SqlConnection sql = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            return sql.list(
                    "select application_name from pg_stat_activity where datname = current_database()"
                            + " and application_name like 'keycard%'",
                    Row::text);
        }
    }

    /** The URL may be that of the application. */
    @Test
    void everyConnection_worksInThatSchemaAlone() throws SQLException {
        PostgresSettings settings =
                PostgresSettings.of(url + "&currentSchema=public,shop").withSchema("keycard");
        settings.open().close();
        String path = "show search_path";
        try (PostgresPool pool = new PostgresPool(settings);
                SqlConnection reading = pool.reading();
                SqlConnection writing = new SqlConnection(pool.writing(), PostgresPool.DIALECT);
                SqlConnection dedicated = new SqlConnection(pool.dedicated(), PostgresPool.DIALECT);
                SqlConnection migrating = new SqlConnection(pool.migrating().getConnection(), PostgresPool.DIALECT)) {
            for (SqlConnection sql : List.of(reading, writing, dedicated, migrating)) {
                assertThat(sql.first(path, Row::text)).contains("keycard, pg_temp");
                assertThat(sql.first("select current_schema()", Row::text)).contains("keycard");
            }
        }
    }

    @Test
    void refuses_schemaInWhichEveryUserMayCreateObjects_butNotAnOpenPublic() throws SQLException {
        execute("create schema keycard", "grant create on schema public to public");
        settings.open().close();
        execute("grant create on schema keycard to public");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessageEndingWith("run revoke create on schema keycard from public.");
        execute("revoke create on schema keycard from public");
        settings.open().close();
    }

    @Test
    void refuses_tablesOfAnotherProgramInIt() throws SQLException {
        execute("create schema keycard", "create table keycard.users (id int)");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessageContaining("(schema keycard) has tables of another program")
                .withMessageContaining("store.schema");
    }

    /** The statement of the sentence is run as it stands there. */
    @Test
    void userWhoMayNotMakeTheSchema_isToldWhatAnAdministratorRuns() throws SQLException {
        String refused = refusal();
        assertThat(refused)
                .isEqualTo("The database " + asUser.name() + " has no schema keycard, and the user \"" + user
                        + "\" may not make it: an administrator runs create schema keycard authorization \"" + user
                        + "\".");
        assertThat(asUser.migrating(Migrations::state).isEmpty()).isTrue();

        execute(refused.replaceFirst(".* runs (.*)\\.", "$1"));
        try (PostgresDatabase database = asUser.open()) {
            assertThat(database.isHealthy()).isTrue();
        }
        assertThat(asUser.migrating(Migrations::migrate).isCurrent()).isTrue();
    }

    @Test
    void userWhoMayNotUseTheSchema_orMakeTablesInIt_isToldWhatAnAdministratorRuns() throws SQLException {
        execute("create schema keycard");
        String refused = refusal();
        assertThat(refused)
                .endsWith("an administrator runs grant usage, create on schema keycard to \"" + user + "\".");
        execute("grant usage on schema keycard to \"" + user + "\"");
        assertThat(refusal()).isEqualTo(refused);

        execute(refused.replaceFirst(".* runs (.*)\\.", "$1"));
        asUser.open().close();
    }

    private String refusal() {
        DatabaseOpenException refused = catchThrowableOfType(DatabaseOpenException.class, asUser::open);
        return Objects.requireNonNull(refused.getMessage());
    }

    /** What an administrator deletes by hand is checked too. */
    @Test
    void auditHolds_forSessionsWithAnotherSearchPath() throws SQLException {
        settings.open().close();
        Besides.tablesOfAnApplication(url);
        execute("insert into keycard.audit (at, kind, request, address, details)"
                + " select n, 'X', '', '', '{}' from generate_series(1, 3) n");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute("delete from keycard.audit where seq = 2"))
                .withMessageContaining("the oldest audit entries go first");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute("truncate keycard.audit"))
                .withMessageContaining("audit entries are not changed");
        execute("delete from keycard.audit where seq = 1", "delete from keycard.audit");
    }

    @Test
    void auditHolds_afterTheSchemaWasRenamed() throws SQLException {
        settings.open().close();
        execute("alter schema keycard rename to moved");
        try (PostgresDatabase database = settings.withSchema("moved").open()) {
            execute("insert into moved.audit (at, kind, request, address, details)"
                    + " select n, 'X', '', '', '{}' from generate_series(1, 3) n");
            int purged = database.transactions()
                    .serializable(transaction -> transaction.sql().update(SqlAuditStore.PURGE, 2));
            assertThat(purged).isEqualTo(2);
        }
    }

    /** Otherwise a large application would stop what Keycard notes about refusals. */
    @Test
    void size_isThatOfItsOwnTables() throws SQLException {
        try (PostgresDatabase database = settings.open();
                Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            long before = database.stores().gauge().measure().database();
            sql.execute("create table large as select repeat('x', 100) from generate_series(1, 50000)");

            assertThat(database.stores().gauge().measure().database()).isEqualTo(before);
            assertThat(before).isBetween(100_000L, 2_000_000L);
        }
    }
}
