package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening a PostgreSQL database, and what is refused. */
class PostgresDatabaseTest {

    private final String url = PostgresServer.shared().emptyDatabase();
    private final PostgresSettings settings = PostgresSettings.of(url);

    @AfterEach
    void drop() {
        PostgresServer.shared().drop(url);
    }

    @Test
    void open_makesTheTablesOfAnEmptyDatabase() {
        try (PostgresDatabase database = settings.open()) {
            assertThat(database.schema()).isEqualTo(new SchemaState(Migrations.NEWEST, Migrations.NEWEST, 1));
            assertThat(database.isHealthy()).isTrue();
        }
        assertThat(settings.migrating(Migrations::migrate).isCurrent()).isTrue();
    }

    @Test
    void migrate_makesTheTables_andSaysFromWhere() {
        assertThat(settings.migrating(Migrations::state).isEmpty()).isTrue();
        assertThat(settings.migrating(Migrations::migrate).isEmpty()).isTrue();
        assertThat(settings.migrating(Migrations::state).isCurrent()).isTrue();
    }

    @Test
    void refuses_schemaThatIsTooOld_andNamesTheCommand() throws SQLException {
        settings.open().close();
        execute("update keycard_schema_history set version = '-1'");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessage("The database " + settings.name() + " has schema -1, and this program needs "
                        + Migrations.NEWEST + ": run keycard migrate.");
    }

    @Test
    void refuses_schemaThatIsTooNew_inOneSentence() throws SQLException {
        settings.open().close();
        execute("update keycard_schema_history set version = '3'", "update installation set oldest_program = 2");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessageContaining(
                        "has schema 3, which works with programs of schema 2 or newer, and this program has 1");
        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(() -> settings.migrating(Migrations::migrate));
    }

    @Test
    void acceptsASchemaThatANewerProgramHasOnlyExpanded() throws SQLException {
        settings.open().close();
        execute("update keycard_schema_history set version = '2'");

        try (PostgresDatabase database = settings.open()) {
            assertThat(database.schema().version()).isEqualTo(2);
            assertThat(database.schema().isCurrent()).isTrue();
        }
    }

    @Test
    void refuses_databaseOfAnotherProgram() throws SQLException {
        execute("create table users (id int)");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessageContaining("tables of another program");
    }

    @Test
    void refuses_schemaInWhichEveryUserMayCreateObjects() throws SQLException {
        execute("grant create on schema public to public");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(settings::open)
                .withMessageContaining("run revoke create on schema public from public");
        execute("revoke create on schema public from public");
        settings.open().close();
    }

    @Test
    void refuses_databaseThatDoesNotKeepEveryText() throws SQLException {
        execute("create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
        String latin = url.replaceFirst("/test[0-9]+[?]", "/latin?");
        try {
            assertThatExceptionOfType(DatabaseOpenException.class)
                    .isThrownBy(() -> PostgresSettings.of(latin).open())
                    .withMessageContaining("encoding UTF8");
        } finally {
            execute("drop database latin with (force)");
        }
    }

    @Test
    void opensInASchemaBesideAnApplicationsTables() throws SQLException {
        execute("create table users (id int)", "create schema keycard");

        try (PostgresDatabase database =
                PostgresSettings.of(url + "&currentSchema=keycard,public").open()) {
            assertThat(database.schema().isCurrent()).isTrue();
        }
    }

    @Test
    void opensWithTheFewestConnections() {
        try (PostgresDatabase database = settings.withConnections(2).open()) {
            assertThat(database.isHealthy()).isTrue();
        }
    }

    @Test
    void transactionsAreSerializable_andReadsAreNot() {
        try (PostgresDatabase database = settings.open()) {
            String show = "show transaction_isolation";
            Optional<String> reading = database.transactions().read(sql -> sql.first(show, Row::text));
            Optional<String> writing = database.transactions()
                    .serializable(transaction -> transaction.sql().first(show, Row::text));
            assertThat(reading).contains("read committed");
            assertThat(writing).contains("serializable");
        }
    }

    @Test
    void auditCannotBeEmptied() throws SQLException {
        settings.open().close();

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute("truncate audit"));
    }

    /** A key that stays taken is no conflict that passes, so the caller does not wait through thirty attempts. */
    @Test
    void keyThatStaysTaken_isRefusedSoon() {
        AtomicInteger attempts = new AtomicInteger();
        try (PostgresDatabase database = settings.open()) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> database.transactions().serializable(transaction -> {
                        attempts.incrementAndGet();
                        return transaction
                                .sql()
                                .update("insert into installation (id, oldest_program) values ('x', 1)");
                    }));
        }
        assertThat(attempts).hasValue(3);
    }

    @Test
    void standsBesideTablesAndMigrationsOfAnApplication() throws SQLException {
        execute("create table flyway_schema_history (version text)", "create table invoice (id int)");

        try (PostgresDatabase database = settings.open()) {
            assertThat(database.schema().isCurrent()).isTrue();
        }
    }

    @Test
    void refuses_serverThatDoesNotAnswer_inOneSentence() {
        PostgresSettings away = PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/keycard");

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(away::open)
                .withMessage("The database jdbc:postgresql://127.0.0.1:1/keycard cannot be opened:"
                        + " the connection to the database failed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/keycard?password=geheim",
                "jdbc:postgresql://db/keycard?user=a&PASSWORD=geheim",
                "jdbc:postgresql://db/keycard?sslpassword=geheim",
                "jdbc:postgresql://db/keycard?targetServerType=any",
                "jdbc:postgresql://a,b/keycard?ssl=true&targetServerType=preferSecondary",
                "jdbc:postgresql://db/keycard?options=-c%20synchronous_commit=off",
                "jdbc:postgresql://db/keycard?service=other",
                "jdbc:postgresql://db:notaport/keycard",
                "jdbc:mysql://db/keycard"
            })
    void refuses_urlsThatShowASecret_orReadFromAStandby_orAreNone(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresSettings.of(bad))
                .withMessageContaining("store.url")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/keycard",
                "jdbc:postgresql://a:5433,b:5433/keycard?targetServerType=primary&sslmode=verify-full",
                "jdbc:postgresql:keycard"
            })
    void acceptsUrls(String good) {
        assertThat(PostgresSettings.of(good).name()).doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/keycard",
                "jdbc:postgresql://127.0.0.1:5432,[::1]:5433/k",
                "jdbc:postgresql:k"
            })
    void knowsWhatIsOnThisMachine(String local) {
        assertThat(PostgresSettings.of(local).isLocal()).isTrue();
        assertThat(PostgresSettings.of("jdbc:postgresql://localhost.example.org/k")
                        .isLocal())
                .isFalse();
        assertThat(PostgresSettings.of("jdbc:postgresql://localhost,db/k").isLocal())
                .isFalse();
    }

    /** The default of the server or the user may be another: then a commit that was answered could be lost. */
    @Test
    void commitsAreDurable_whateverTheServersDefaultIs() throws SQLException {
        execute("alter database " + url.replaceFirst(".*/(\\w+)\\?.*", "$1") + " set synchronous_commit = off");

        try (PostgresDatabase database = settings.open()) {
            Optional<String> commit =
                    database.transactions().read(sql -> sql.first("show synchronous_commit", Row::text));
            assertThat(commit).contains("on");
        }
    }

    @Test
    void changeOfANodeWhoseClockIsBehind_isNotOld() {
        Instant now = Instant.now();
        try (PostgresDatabase database = settings.open()) {
            Change change = new Change.UserChanged(new UserId("1"));
            database.transactions().serializable(transaction -> {
                transaction.record(change, now.minus(Duration.ofHours(1)));
                return true;
            });
            assertThat(database.stores().changes().purgeBefore(now.minus(Duration.ofMinutes(10)), 10))
                    .isZero();
            assertThat(database.stores()
                            .changes()
                            .readerSince(now.minus(Duration.ofMinutes(10)))
                            .next(10))
                    .hasSize(1);
        }
    }

    @Test
    void tellsWithWhichSettingsItsServerLosesData() {
        try (PostgresDatabase database = settings.open()) {
            SecurityReport report =
                    database.report(new HashQuestions("$argon2id$", hash -> false), Instant.now(), Instant.now());

            assertThat(report.server().risks())
                    .containsExactly(
                            "The database server runs with fsync = off.",
                            "The database server runs with full_page_writes = off.");
            assertThat(report.server().waitsForStandby()).isFalse();
            assertThat(report.server().clockAhead().abs()).isLessThan(Duration.ofSeconds(1));
            assertThat(report.server().maxConnections()).isEqualTo(300);
            assertThat(report.damage()).isEqualTo(List.of());
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }
}
