package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keycard beside an application, beside another installation, and beside objects that were made to deceive it. */
class PostgresSideBySideTest {

    private final String url = PostgresServer.shared().emptyDatabase();
    private final PostgresSettings settings = PostgresSettings.of(url).withSchema("keycard");

    @AfterEach
    void drop() {
        PostgresServer.shared().drop(url);
    }

    @Test
    void applicationsMigrations_runFirst(@TempDir Path migrations) throws Exception {
        assertThat(migrateTheApplication(migrations, "create table users (id uuid primary key)"))
                .isEqualTo(1);
        settings.open().close();
        assertThat(migrateTheApplication(migrations, "create table login (id uuid primary key)"))
                .isEqualTo(1);
        assertThat(settings.migrating(Migrations::migrate).isCurrent()).isTrue();
    }

    /** Flyway refuses a schema that is not empty and has no history: Keycard leaves it empty. */
    @Test
    void applicationsMigrations_runSecond(@TempDir Path migrations) throws Exception {
        settings.open().close();
        assertThat(migrateTheApplication(migrations, "create table users (id uuid primary key)"))
                .isEqualTo(1);
        assertThat(migrateTheApplication(migrations, "create table login (id uuid primary key)"))
                .isEqualTo(1);
        try (PostgresDatabase database = settings.open()) {
            assertThat(database.stores().users().find(new UserId("1"))).isEmpty();
        }
    }

    private int migrateTheApplication(Path folder, String statement) throws IOException {
        try (var files = Files.list(folder)) {
            Files.writeString(folder.resolve("V" + (files.count() + 1) + "__application.sql"), statement + ";");
        }
        return Flyway.configure()
                .dataSource(url, null, null)
                .locations("filesystem:" + folder)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    @Test
    void twoInstallations_shareNothing() throws Exception {
        try (PostgresDatabase one = settings.withSchema("one").open();
                PostgresDatabase two = settings.withSchema("two").open();
                PostgresDatabase three = settings.withSchema(null).open()) {
            create(one, "ann");
            create(two, "ben");
            create(two, "cleo");

            assertThat(users("one")).containsExactly("ann");
            assertThat(users("two")).containsExactly("ben", "cleo");
            assertThat(users("public")).isEmpty();
            List<RecordedChange> ofOne = changesAfter(one, new Change.UserChanged(new UserId("17")));
            assertThat(ofOne)
                    .singleElement()
                    .extracting(RecordedChange::change)
                    .isEqualTo(new Change.UserChanged(new UserId("17")));
            assertThat(two.stores().changes().after(0, 10)).doesNotContainAnyElementsOf(ofOne);
            assertThat(installations()).doesNotHaveDuplicates().hasSize(3);
            assertThat(three.stores().changes().after(0, 10)).isEmpty();
        }
    }

    @Test
    void signals_wakeOnlyNodesOfTheirOwnInstallation() throws InterruptedException {
        Semaphore wakes = new Semaphore(0);
        Semaphore others = new Semaphore(0);
        try (PostgresDatabase one = settings.withSchema("one").open();
                PostgresDatabase alsoOne = settings.withSchema("one").open();
                PostgresDatabase two = settings.withSchema("two").open()) {
            alsoOne.signal().onSignal(wakes::release);
            two.signal().onSignal(others::release);
            awaitWake(wakes, "when it listens");
            awaitWake(others, "when it listens");

            for (int i = 0; i < 5; i++) {
                one.signal().send();
                awaitWake(wakes, "after signal " + i);
            }
            assertThat(others.availablePermits()).isZero();
        }
    }

    private static void awaitWake(Semaphore wakes, String when) throws InterruptedException {
        assertThat(wakes.tryAcquire(10, TimeUnit.SECONDS)).as(when).isTrue();
        wakes.drainPermits();
    }

    private static void create(PostgresDatabase database, String name) {
        Username username = Username.parse(name).orElseThrow();
        database.stores().users().create(NewUser.named(username, "no hash"), AuditContext.at(Instant.EPOCH));
    }

    private static List<RecordedChange> changesAfter(PostgresDatabase database, Change change) {
        long before = database.stores().changes().after(0, 100).stream()
                .mapToLong(RecordedChange::sequence)
                .max()
                .orElse(0);
        database.transactions().serializable(transaction -> {
            transaction.record(change, Instant.now());
            return true;
        });
        return database.stores().changes().after(before, 10);
    }

    private List<String> users(String schema) throws SQLException {
        return texts("select username from " + schema + ".users order by username");
    }

    private List<String> installations() throws SQLException {
        return texts("select id from one.installation union all select id from two.installation"
                + " union all select id from public.installation");
    }

    private List<String> texts(String select) throws SQLException {
        try (SqlConnection sql = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            return sql.list(select, Row::text);
        }
    }

    /**
     * Everything that Keycard does, while objects in {@code public} fit its statements better than those of PostgreSQL:
     * with {@code public} in the search path, they would run with Keycard's rights.
     */
    @Test
    void objectsInPublic_areNeverReached() throws SQLException {
        Besides.tablesOfAnApplication(url);
        Besides.fill(url);
        List<String> before = Besides.rows(url);
        hostileObjects();
        String find = "select 1 from users where username_key = ?";
        try (PostgresDatabase database = PostgresDatabase.open(settings, PostgresDialect.withoutServerTime());
                SqlConnection deceived = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            BusyInstallation installation = new BusyInstallation(5);
            installation.live(database.stores(), 80);
            assertThat(installation.verdicts(database.stores())).anyMatch(verdict -> verdict.startsWith("access"));
            database.stores().audit().purgeBefore(Instant.now(), 3);
            database.stores().changes().purgeBefore(Instant.now(), 3);
            database.stores().gauge().measure();
            database.report(new HashQuestions("$argon2id$", hash -> false), Instant.now(), Instant.now());

            deceived.execute("set search_path to keycard, public");
            assertThatExceptionOfType(SQLException.class)
                    .as("with public in the search path")
                    .isThrownBy(() -> deceived.exists(find, "ann"))
                    .withMessageContaining("hostile code ran");
        }
        settings.migrating(Migrations::migrate);
        assertThat(Besides.rows(url)).isEqualTo(before);
    }

    private void hostileObjects() throws SQLException {
        Besides.execute(
                url,
                "create function public.trap(text, varchar) returns boolean language plpgsql as"
                        + " $$ begin raise exception 'hostile code ran'; end $$",
                "create function public.trap(bigint, bigint) returns boolean language plpgsql as"
                        + " $$ begin raise exception 'hostile code ran'; end $$");
        for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
            Besides.execute(
                    url,
                    "create operator public." + operator
                            + " (leftarg = text, rightarg = varchar, function = public.trap)");
        }
        for (String function : List.of(
                "strpos(text, varchar)",
                "lower(varchar)",
                "left(name, integer)",
                "substr(varchar, integer, integer)",
                "pg_notify(text, varchar)",
                "quote_ident(varchar)",
                "has_schema_privilege(varchar, varchar)",
                "set_config(varchar, varchar, boolean)",
                "pg_total_relation_size(text)",
                "split_part(text, varchar, integer)")) {
            Besides.execute(
                    url,
                    "create function public." + function + " returns text language plpgsql as"
                            + " $$ begin raise exception 'hostile code ran'; end $$");
        }
    }
}
