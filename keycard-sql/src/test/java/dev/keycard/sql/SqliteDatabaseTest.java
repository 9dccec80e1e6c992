package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DIGEST = "digest-that-nobody-may-read";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("keycard.db");
    }

    private static SqliteDatabase open(Path path) {
        return SqliteDatabase.open(SqliteSettings.of(path));
    }

    private static User create(SqliteDatabase database, String name) {
        return database.users()
                .create(NewUser.named(Username.parse(name).orElseThrow(), "a-hash"), AuditContext.at(NOW));
    }

    @Test
    void keeps_whatWasStoredWhenOpenedAgain() {
        User ann;
        try (SqliteDatabase database = open(file)) {
            ann = create(database, "ann");
        }
        try (SqliteDatabase database = open(file)) {
            assertThat(database.users().find(ann.id())).contains(ann);
        }
    }

    @Test
    void leaves_oneFileBehindThatHoldsEverything() {
        try (SqliteDatabase database = open(file)) {
            create(database, "ann");
            assertThat(directory).isDirectoryContaining("glob:**-wal");
        }
        assertThat(directory).isDirectoryNotContaining("glob:**-wal").isDirectoryNotContaining("glob:**-shm");
    }

    @Test
    void makes_filesThatOnlyTheOwnerReads() throws Exception {
        Path deep = directory.resolve("a/b/keycard.db");
        try (SqliteDatabase database = open(deep)) {
            create(database, "ann");

            for (String name : new String[] {"keycard.db", "keycard.db-wal", "keycard.db-shm"}) {
                assertThat(permissionsOf(deep.resolveSibling(name))).isEqualTo("rw-------");
            }
            assertThat(permissionsOf(directory.resolve("a"))).isEqualTo("rwx------");
            assertThat(permissionsOf(directory.resolve("a/b"))).isEqualTo("rwx------");
        }
    }

    private static String permissionsOf(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void opens_fileWhoseNameMeansSomethingToADriver() {
        Path odd = directory.resolve("a?mode=memory&x=%41 #;ü.db");
        try (SqliteDatabase database = open(odd)) {
            create(database, "ann");
        }
        assertThat(odd).isNotEmptyFile();
    }

    @Test
    void refuses_directory() {
        assertRefused(directory).hasMessageContaining("is a directory");
    }

    @Test
    void refuses_pathBelowAFile() throws Exception {
        Files.writeString(file, "");

        assertRefused(file.resolve("keycard.db")).hasMessageContaining("cannot be created");
        assertRefused(file.resolve("deeper/keycard.db")).hasMessageContaining("cannot be created");
    }

    @Test
    void refuses_fileThatIsNoDatabase() throws Exception {
        Files.writeString(file, "This is a letter to a friend. ".repeat(500));

        assertRefused(file).hasMessageContaining("is not a SQLite database, or is damaged");
    }

    @Test
    void refuses_databaseWhoseFirstPageIsDamaged() throws Exception {
        open(file).close();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, 4096, (byte) 0x55);
        Files.write(file, bytes);

        assertRefused(file).hasMessageContaining("is not a SQLite database, or is damaged");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path path) {
        return assertThatThrownBy(() -> open(path)).isInstanceOf(DatabaseOpenException.class);
    }

    @Test
    void shows_whatAnotherOpenDatabaseChanged() {
        try (SqliteDatabase server = open(file);
                SqliteDatabase commandLine = open(file)) {
            User ann = create(server, "ann");
            commandLine.users().update(ann.id(), UserChange.ofActive(false), AuditContext.at(NOW));

            assertThat(server.users().find(ann.id()).orElseThrow().active()).isFalse();
            assertThat(server.changes().after(0, 10))
                    .extracting(RecordedChange::change)
                    .contains(new Change.LoginsEnded(ann.id(), NOW, null));
        }
    }

    @Test
    void is_healthyWhileOpen() {
        SqliteDatabase database = open(file);
        assertThat(database.isHealthy()).isTrue();

        database.close();
        assertThat(database.isHealthy()).isFalse();
    }

    @Test
    void refuses_allWorkOnceClosed() {
        SqliteDatabase database = open(file);
        database.close();
        database.close();

        assertThatThrownBy(() -> create(database, "ann")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> database.users().find(UserId.of(1))).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void tells_noStoredValueWhenAChangeFails() {
        try (SqliteDatabase database = open(file)) {
            User ann = create(database, "ann");
            TimeId id = TimeId.at(NOW, new SeededEntropy(1));
            Login login = login(id, ann, LoginKind.SESSION);
            database.logins().start(login, ann.credentialVersion(), DIGEST, AuditContext.at(Instant.EPOCH));

            assertThatThrownBy(() -> database.logins()
                            .start(login, ann.credentialVersion(), DIGEST, AuditContext.at(Instant.EPOCH)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .satisfies(failure -> assertThat(traceOf(failure)).doesNotContain(DIGEST, id.text()));
        }
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void refuses_sessionWithoutDigestAndTokensWithOne() {
        try (SqliteDatabase database = open(file)) {
            User ann = create(database, "ann");
            TimeId id = TimeId.at(NOW, new SeededEntropy(1));
            Login tokens = login(id, ann, LoginKind.TOKENS);

            assertThatThrownBy(() -> database.logins().start(tokens, 0, DIGEST, AuditContext.at(Instant.EPOCH)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Login login(TimeId id, User user, LoginKind kind) {
        return Login.begin(
                id,
                user.id(),
                kind,
                Authentication.byPassword(NOW),
                Duration.ofMinutes(1),
                new Device("device", "address"));
    }
}
