package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real SQLite file is copied to a real PostgreSQL database. */
@Tag("long")
class DatabaseCopyTest {

    private static final DatabaseCopy.Progress SILENT = (table, rows, ofRows) -> {};

    @TempDir
    Path directory;

    private final String url = PostgresServer.shared().emptyDatabase();
    private BusyInstallation installation;
    private Path file;

    @BeforeEach
    void live() {
        file = directory.resolve("keycard.db");
        installation = new BusyInstallation(11);
        inSqlite(database -> installation.live(database.stores(), 40));
    }

    @AfterEach
    void drop() {
        PostgresServer.shared().drop(url);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCredential_isJudgedAsBefore_andNoRowDiffers(long seed) throws SQLException {
        Path other = directory.resolve("seed" + seed + ".db");
        BusyInstallation busy = new BusyInstallation(seed);
        try (SqliteDatabase source = SqliteDatabase.open(SqliteSettings.of(other))) {
            busy.live(source.stores(), 120);

            List<DatabaseCopy.Count> counts = copy(other, SILENT).tryOut();

            assertThat(counts).allSatisfy(count -> assertThat(count.source()).isPositive());
            assertThat(DatabaseCopy.isComplete(counts)).isTrue();
            assertThat(rowsOfPostgres()).isEqualTo(rowsOfSqlite(other));
            try (PostgresDatabase target = PostgresDatabase.open(PostgresSettings.of(url))) {
                List<String> verdicts = busy.verdicts(source.stores());
                assertThat(verdicts).anyMatch(verdict -> verdict.startsWith("refreshed"));
                assertThat(verdicts).anyMatch(verdict -> verdict.startsWith("access"));
                assertThat(verdicts).anyMatch(verdict -> verdict.startsWith("session"));
                assertThat(verdicts).anyMatch(verdict -> verdict.startsWith("Revoked"));
                assertThat(verdicts).anyMatch(verdict -> verdict.startsWith("SignedIn"));
                assertThat(busy.verdicts(target.stores())).isEqualTo(verdicts);
            }
        }
    }

    @Test
    void everyTable_isCopied_andInAnOrderThatNumbersGoOn() throws SQLException {
        assertThat(CopiedTable.NAMES)
                .containsExactlyInAnyOrderElementsOf(sqlite(sql -> sql.list(
                        "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
                                + " and name not like '%schema_history' and name <> 'installation'",
                        Row::text)));
        copy().tryOut();
        assertThat(CopiedTable.NAMES)
                .containsExactlyInAnyOrderElementsOf(postgres(sql -> sql.list(
                        "select table_name::text from information_schema.tables where table_schema = 'public'"
                                + " and table_name not like '%schema_history' and table_name <> 'installation'",
                        Row::text)));
        assertThat(DatabaseCopy.NUMBERED.keySet())
                .containsExactlyInAnyOrderElementsOf(postgres(sql -> sql.list(
                        "select table_name::text from information_schema.columns where is_identity = 'YES'",
                        Row::text)));
    }

    @Test
    void numbersOfDeletedRows_areNotGivenAgain() {
        List<User> made = new ArrayList<>();
        inSqlite(database -> {
            made.add(create(database, "last"));
            database.stores().users().delete(made.get(0).id(), AuditContext.at(installation.clock.instant()));
        });

        copy().move();

        try (PostgresDatabase target = PostgresDatabase.open(PostgresSettings.of(url))) {
            User next = create(target, "next");
            assertThat(next.id().number().orElseThrow())
                    .isGreaterThan(made.get(0).id().number().orElseThrow());
        }
    }

    @Test
    void move_closesTheSource_andMayBeRepeated_andUndone() throws SQLException {
        copy().move();
        String moved = rowsOfPostgres();

        assertThatExceptionOfType(DatabaseOpenException.class)
                .isThrownBy(() -> SqliteDatabase.open(SqliteSettings.of(file)))
                .withMessage("The database " + file + " was moved to "
                        + PostgresSettings.of(url).name()
                        + ": set store.url to that, or undo the move with keycard copy --undo.");

        copy().move();
        assertThat(rowsOfPostgres()).isEqualTo(moved);

        copy().undo();
        assertThat(rowsOfPostgres()).doesNotContain("|");
        inSqlite(database -> installation.live(database.stores(), 5));
        copy().move();
        assertThat(rowsOfPostgres()).isEqualTo(rowsOfSqlite(file)).isNotEqualTo(moved);
    }

    @Test
    void copyAfterMoreActs_addsChangesAndDeletes() throws SQLException {
        try (SqliteDatabase running = SqliteDatabase.open(SqliteSettings.of(file))) {
            for (int round = 0; round < 3; round++) {
                installation.live(running.stores(), 60);
                copy().tryOut();
                assertThat(rowsOfPostgres()).isEqualTo(rowsOfSqlite(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void interruptedCopy_leavesWhatWasThere_andIsRepeated(int reports) throws SQLException {
        copy().tryOut();
        String before = rowsOfPostgres();
        inSqlite(database -> installation.live(database.stores(), 20));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> copy(file, after(reports, () -> {
                            throw new IllegalStateException("interrupted");
                        }))
                        .move());
        assertThat(rowsOfPostgres()).isEqualTo(before);
        inSqlite(database -> assertThat(database.isHealthy()).isTrue());

        copy().move();
        assertThat(rowsOfPostgres()).isEqualTo(rowsOfSqlite(file)).isNotEqualTo(before);
    }

    @Test
    void connectionCutInTheMiddle_isOneSentence_andLeavesWhatWasThere() throws SQLException {
        assertThatExceptionOfType(CopyException.class)
                .isThrownBy(() -> copy(file, after(4, this::cut)).move())
                .withMessageContaining("The copy did not end")
                .withMessageContaining("run the command again");

        assertThat(rowsOfPostgres()).doesNotContain("|");
        copy().move();
        assertThat(rowsOfPostgres()).isEqualTo(rowsOfSqlite(file));
    }

    @Test
    void refuses_targetThatHoldsAnotherInstallation_copiedOrBegunThere() {
        Path other = directory.resolve("other.db");
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(other))) {
            new BusyInstallation(5).live(database.stores(), 5);
        }
        copy(other, SILENT).tryOut();
        refuses("holds the data of another installation");

        copy(other, SILENT).undo();
        try (PostgresDatabase begun = PostgresDatabase.open(PostgresSettings.of(url))) {
            create(begun, "somebody");
        }
        refuses("holds the data of another installation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update login set generation = generation + 1 where id in (select id from login limit 1)",
                "delete from familiar_address where user_id in (select user_id from familiar_address limit 1)",
                "insert into change (at, kind, subject) values (1, 'KEYS_CHANGED', '')"
            })
    void refuses_targetThatANodeHasWrittenTo_whateverItWas(String statement) throws SQLException {
        copy().tryOut();
        execute(statement);

        refuses("was written to after the last copy");
        assertThatExceptionOfType(CopyException.class)
                .isThrownBy(() -> copy().undo())
                .withMessageContaining("was written to");
    }

    @Test
    void readingTarget_isNoWriting() {
        copy().tryOut();
        try (PostgresDatabase target = PostgresDatabase.open(PostgresSettings.of(url))) {
            assertThat(target.stores().changes().after(0, 10)).isNotEmpty();
        }
        copy().move();
    }

    @Test
    void refuses_toMove_whileAServerHasTheSourceOpen() {
        try (SqliteDatabase running = SqliteDatabase.open(SqliteSettings.of(file))) {
            assertThat(running.isHealthy()).isTrue();
            refuses("is in use: stop the server");
            assertThat(create(running, "meanwhile").active()).isTrue();
        }
        copy().move();
    }

    @Test
    void server_cannotStartDuringTheMove_norAfterIt() {
        List<Throwable> refused = new ArrayList<>();
        copy(file, after(3, () -> {
                    try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file))) {
                        refused.add(new AssertionError("opened " + database.waitingWrites()));
                    } catch (DatabaseOpenException locked) {
                        refused.add(locked);
                    }
                }))
                .move();

        assertThat(refused).singleElement().isInstanceOf(DatabaseOpenException.class);
    }

    @Test
    void refuses_whileNodesAreConnectedToTheTarget() {
        copy().tryOut();
        try (PostgresDatabase node = PostgresDatabase.open(PostgresSettings.of(url))) {
            assertThat(node.isHealthy()).isTrue();
            refuses("Servers are connected to the PostgreSQL database");
        }
    }

    @Test
    void refuses_anotherTargetThanTheOneThatItWasMovedTo() {
        copy().move();
        String second = PostgresServer.shared().emptyDatabase();
        try {
            assertThatExceptionOfType(CopyException.class)
                    .isThrownBy(() ->
                            new DatabaseCopy(file, PostgresSettings.of(second), installation.clock, SILENT).move())
                    .withMessageContaining(
                            "was moved to " + PostgresSettings.of(url).name());
        } finally {
            PostgresServer.shared().drop(second);
        }
    }

    /** Several installations may live in one database. */
    @Test
    void schemaIsFilled_besideInstallationsThatRun_butNotBesideItsOwnServers() throws SQLException {
        PostgresSettings target = PostgresSettings.of(url).withSchema("moved_here");
        try (PostgresDatabase inPublic = PostgresDatabase.open(PostgresSettings.of(url));
                PostgresDatabase inOther =
                        PostgresDatabase.open(PostgresSettings.of(url).withSchema("moved"))) {
            DatabaseCopy copy = new DatabaseCopy(file, target, installation.clock, SILENT);
            assertThat(DatabaseCopy.isComplete(copy.tryOut())).isTrue();
            assertThat(rowsIn("moved_here.login")).isPositive();
            assertThat(rowsIn("public.login") + rowsIn("moved.login")).isZero();

            try (PostgresDatabase itself = PostgresDatabase.open(target)) {
                assertThat(itself.isHealthy()).isTrue();
                assertThatExceptionOfType(CopyException.class)
                        .isThrownBy(copy::move)
                        .withMessageContaining("Servers are connected to the PostgreSQL database");
            }
            copy.move();
            assertThat(inPublic.isHealthy() && inOther.isHealthy()).isTrue();
        }
    }

    @Test
    void servers_thatNameTheSchemaInTheUrl_orBySetting_areKnownToEachOther() throws SQLException {
        execute("create schema tenant");
        try (PostgresDatabase node = PostgresDatabase.open(PostgresSettings.of(url + "&currentSchema=tenant"))) {
            assertThat(node.isHealthy()).isTrue();
            PostgresSettings target = PostgresSettings.of(url).withSchema("tenant");
            assertThatExceptionOfType(CopyException.class)
                    .isThrownBy(() -> new DatabaseCopy(file, target, installation.clock, SILENT).tryOut())
                    .withMessageContaining("Servers are connected to the PostgreSQL database");
        }
    }

    @Test
    void refuses_anotherSchemaThanTheOneThatItWasMovedTo() {
        PostgresSettings one = PostgresSettings.of(url).withSchema("one");
        new DatabaseCopy(file, one, installation.clock, SILENT).move();

        assertThatExceptionOfType(CopyException.class)
                .isThrownBy(() -> new DatabaseCopy(file, one.withSchema("two"), installation.clock, SILENT).move())
                .withMessageContaining("was moved to " + one.name());
    }

    private long rowsIn(String table) throws SQLException {
        return postgres(sql -> sql.number("select count(*) from " + table));
    }

    @Test
    void refuses_textWithNul_andNamesTableRowAndColumn() throws SQLException {
        String id = sqlite(sql -> {
            String login = sql.first("select id from login limit 1", Row::text).orElseThrow();
            sql.update("update login set device = 'a' || char(0) || 'b' where id = ?", login);
            return login;
        });

        refuses("The row " + id + " of the table login has a NUL character in device");
        assertThat(rowsOfPostgres()).doesNotContain("|");
    }

    @Test
    void refuses_databaseWithoutUnicode() throws SQLException {
        execute("create database ascii encoding 'SQL_ASCII' locale 'C' template template0");
        String ascii = url.replaceFirst("/\\w+\\?", "/ascii?");
        try {
            assertThatExceptionOfType(CopyException.class)
                    .isThrownBy(
                            () -> new DatabaseCopy(file, PostgresSettings.of(ascii), installation.clock, SILENT).move())
                    .withMessageContaining("encoding SQL_ASCII");
        } finally {
            execute("drop database ascii with (force)");
        }
    }

    @Test
    void refuses_sourceThatIsMissing() {
        assertThatExceptionOfType(CopyException.class)
                .isThrownBy(() -> copy(directory.resolve("none.db"), SILENT).move())
                .withMessageContaining("There is no database at");
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    @Test
    void audit_isAppendOnlyAsBefore() {
        copy().move();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute("update audit set kind = 'x'"))
                .withMessageContaining("audit entries are not changed");
    }

    private void refuses(String sentence) {
        assertThatExceptionOfType(CopyException.class)
                .isThrownBy(() -> copy().move())
                .withMessageContaining(sentence);
    }

    private DatabaseCopy copy() {
        return copy(file, SILENT);
    }

    private DatabaseCopy copy(Path from, DatabaseCopy.Progress progress) {
        return new DatabaseCopy(from, PostgresSettings.of(url), installation.clock, progress);
    }

    private static DatabaseCopy.Progress after(int reports, Runnable act) {
        AtomicInteger left = new AtomicInteger(reports);
        return (table, rows, ofRows) -> {
            if (left.decrementAndGet() == 0) {
                act.run();
            }
        };
    }

    private void cut() {
        try {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keycard copy'"
                    + " and datname = current_database()");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private User create(Database database, String name) {
        Username username = Username.parse(name).orElseThrow();
        try (Keycard engine = installation.engine(database.stores())) {
            return engine.stores()
                    .users()
                    .create(NewUser.named(username, "no hash"), AuditContext.at(installation.clock.instant()));
        }
    }

    private void inSqlite(Consumer<SqliteDatabase> work) {
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file))) {
            work.accept(database);
        }
    }

    private <T> T sqlite(Transactions.Query<T> query) throws SQLException {
        try (SqlConnection sql = new SqliteFile(file, SqliteSettings.of(file).busyTimeout()).openWriter()) {
            return query.askOf(sql);
        }
    }

    private <T> T postgres(Transactions.Query<T> query) throws SQLException {
        try (SqlConnection sql = new SqlConnection(DriverManager.getConnection(url), PostgresPool.DIALECT)) {
            return query.askOf(sql);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String rowsOfSqlite(Path path) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (SqlConnection sql = new SqliteFile(path, SqliteSettings.of(path).busyTimeout()).openReader()) {
            for (String table : CopiedTable.NAMES) {
                CopiedTable copied = CopiedTable.of(table, sql);
                append(all, table, sql.list(copied.select(), row -> line(copied, row)));
            }
        }
        return all.toString();
    }

    private String rowsOfPostgres() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (SqlConnection sqlite = new SqliteFile(file, SqliteSettings.of(file).busyTimeout()).openReader()) {
            for (String table : CopiedTable.NAMES) {
                CopiedTable copied = CopiedTable.of(table, sqlite);
                List<String> flags = postgres(sql -> sql.list(
                        "select column_name::text from information_schema.columns where data_type = 'boolean'"
                                + " and table_name = ?",
                        Row::text,
                        table));
                String columns = copied.columns().stream()
                        .map(CopiedTable.Column::name)
                        .map(name -> flags.contains(name) ? name + "::integer" : name)
                        .collect(Collectors.joining(", "));
                append(
                        all,
                        table,
                        postgres(sql -> sql.list(
                                "select " + columns + " from " + table + " order by " + copied.key(),
                                row -> line(copied, row))));
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, String table, List<String> lines) {
        all.append(table).append('\n');
        lines.stream().sorted().forEach(line -> all.append(line).append('\n'));
    }

    private static String line(CopiedTable table, Row row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (CopiedTable.Column column : table.columns()) {
            line.append(column.bytes() ? new java.math.BigInteger(1, row.bytes()).toString(16) : row.textOrNull())
                    .append('|');
        }
        return line.toString();
    }
}
