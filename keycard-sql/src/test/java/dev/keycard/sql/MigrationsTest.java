package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.testkit.Race;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
    void everyMigrationIsFoundByItsNumber() throws Exception {
        URL location = Objects.requireNonNull(Migrations.class.getClassLoader().getResource(Migrations.LOCATION));
        try (Stream<Path> files = Files.list(Path.of(URI.create(location.toString())))) {
            List<String> names = IntStream.rangeClosed(1, Migrations.NEWEST)
                    .mapToObj(version -> "V" + version + "__tables.sql")
                    .toList();

            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
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

    @Test
    void refuses_databaseOfAnUnreleasedVersion_inOneSentence() throws Exception {
        SqliteFile file = new SqliteFile(
                directory.resolve("old.db"), SqliteSettings.of(directory).busyTimeout());
        file.create();
        try (SqlConnection sql = file.openWriter()) {
            sql.execute("create table flyway_schema_history (version text, success integer)");
            sql.execute("insert into flyway_schema_history values ('8', 1)");
            sql.execute("create table users (id integer primary key, revoked_before integer)");
        }

        assertThatThrownBy(() -> new Migrations(file).migrate())
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessage(
                        "The database " + file.path()
                                + " was made by an unreleased version of Keycard and cannot be migrated: begin with a new file.");
    }
}
