package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.testkit.Race;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    @TempDir
    Path directory;

    @Test
    void state_ofAnAbsentFileIsEmptyAndMakesNone() {
        Path file = directory.resolve("keycard.db");

        assertThat(new Migrations(file).state()).isEqualTo(new SchemaState(0, Migrations.NEWEST));
        assertThat(file).doesNotExist();
    }

    @Test
    void migrate_makesTheFileCurrent() {
        Migrations migrations = new Migrations(directory.resolve("keycard.db"));

        assertThat(migrations.migrate().isCurrent()).isFalse();
        assertThat(migrations.state().isCurrent()).isTrue();
        assertThat(migrations.migrate().isCurrent()).isTrue();
    }

    @Test
    void migrate_racedByManyMigratesOnce() throws Exception {
        Path file = directory.resolve("keycard.db");
        try (Race race = new Race(8)) {
            List<SchemaState> before = race.run(() -> new Migrations(file).migrate());

            assertThat(before).hasSize(8);
        }
        assertThat(new Migrations(file).state().isCurrent()).isTrue();
    }

    @Test
    void newest_isTheNewestFileThatIsShipped() throws Exception {
        URL location = Objects.requireNonNull(Migrations.class.getClassLoader().getResource(Migrations.LOCATION));
        try (Stream<Path> files = Files.list(Path.of(URI.create(location.toString())))) {
            List<Integer> versions = files.map(MigrationsTest::versionOf).toList();

            assertThat(versions).contains(Migrations.NEWEST).allMatch(version -> version <= Migrations.NEWEST);
        }
    }

    @Test
    void mailLookup_findsUsersFromBeforeItHadKeys() {
        Path path = directory.resolve("keycard.db");
        new Migrations(path).migrate();
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(path))) {
            AuditContext now = AuditContext.at(Instant.EPOCH);
            User ascii = database.users().create(mailed("ann", "Ann@Example.org"), now);
            User other = database.users().create(mailed("eva", "\u00c9va@Example.org"), now);
            purgeKeys(path);

            assertThat(database.users().findByMail("ann@example.org", 10)).containsExactly(ascii);
            assertThat(database.users().findByMail("\u00e9va@example.org", 10)).containsExactly(other);
            assertThat(database.users().findByMail("nobody@example.org", 10)).isEmpty();
        }
    }

    private static NewUser mailed(String name, String email) {
        return NewUser.named(Username.parse(name).orElseThrow(), "hash")
                .withEmail(email)
                .withConfirmedEmail();
    }

    /** Leaves the rows as the migration leaves those that it finds. */
    private static void purgeKeys(Path path) {
        SqliteFile file = new SqliteFile(path, SqliteSettings.of(path).busyTimeout());
        try (SqlConnection sql = file.openWriter()) {
            sql.update("update users set email_key = null");
            sql.update("update users set email_key = lower(email) where email not glob '*[^ -~]*'");
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int versionOf(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name, 1, name.indexOf("__"), 10);
    }

    @Test
    void refuses_databaseOfANewerProgram() throws Exception {
        SqliteFile file = new SqliteFile(
                directory.resolve("keycard.db"), SqliteSettings.of(directory).busyTimeout());
        Migrations migrations = new Migrations(file);
        migrations.migrate();
        try (SqlConnection sql = file.openWriter()) {
            sql.update("update flyway_schema_history set version = '99'");
        }

        assertThat(migrations.state().isNewer()).isTrue();
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining("schema 99")
                .hasMessageContaining("newer program");
    }

    @Test
    void refuses_databaseOfAnotherProgram() throws Exception {
        SqliteFile file = new SqliteFile(
                directory.resolve("other.db"), SqliteSettings.of(directory).busyTimeout());
        file.create();
        try (SqlConnection sql = file.openWriter()) {
            sql.execute("create table recipe (id integer)");
        }

        assertThatThrownBy(() -> new Migrations(file).migrate())
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining("another program");
    }
}
