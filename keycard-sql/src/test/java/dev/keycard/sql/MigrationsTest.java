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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    @TempDir
    Path directory;

    @Test
    void state_ofAnAbsentFileIsEmptyAndMakesNone() {
        Path file = directory.resolve("keycard.db");

        assertThat(new SqliteMigrations(file).state()).isEqualTo(SchemaState.empty());
        assertThat(file).doesNotExist();
    }

    @Test
    void migrate_makesTheFileCurrent() {
        SqliteMigrations migrations = new SqliteMigrations(directory.resolve("keycard.db"));

        assertThat(migrations.migrate().isCurrent()).isFalse();
        assertThat(migrations.state().isCurrent()).isTrue();
        assertThat(migrations.migrate().isCurrent()).isTrue();
    }

    @Test
    void migrate_racedByManyMigratesOnce() throws Exception {
        Path file = directory.resolve("keycard.db");
        try (Race race = new Race(8)) {
            List<SchemaState> before = race.run(() -> new SqliteMigrations(file).migrate());

            assertThat(before).hasSize(8);
        }
        assertThat(new SqliteMigrations(file).state().isCurrent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void everyMigrationIsFoundByItsNumber(String database) throws Exception {
        URL location = Objects.requireNonNull(Migrations.class.getResource("migration/" + database));
        try (Stream<Path> files = Files.list(Path.of(URI.create(location.toString())))) {
            List<String> names = IntStream.rangeClosed(1, Migrations.NEWEST)
                    .mapToObj(version -> "V" + version + "__tables.sql")
                    .toList();

            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    /** Applications keep theirs there, and their Flyway runs whatever it finds there. */
    @Test
    void noMigration_isWhereApplicationsKeepTheirs() {
        assertThat(Migrations.class.getClassLoader().getResource("db/migration"))
                .isNull();
    }

    @Test
    void refuses_databaseOfANewerProgram() throws Exception {
        SqliteFile file = new SqliteFile(
                directory.resolve("keycard.db"), SqliteSettings.of(directory).busyTimeout());
        SqliteMigrations migrations = new SqliteMigrations(file);
        migrations.migrate();
        try (SqlConnection sql = file.openWriter()) {
            sql.update("update flyway_schema_history set version = '99'");
        }
        assertThat(migrations.state().isCurrent())
                .as("a newer program has only expanded the schema")
                .isTrue();
        try (SqlConnection sql = file.openWriter()) {
            sql.update("update installation set oldest_program = 99");
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

        assertThatThrownBy(() -> new SqliteMigrations(file).migrate())
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

        assertThatThrownBy(() -> new SqliteMigrations(file).migrate())
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessage(
                        "The database " + file.path()
                                + " was made by an unreleased version of Keycard and cannot be migrated: begin with a new file.");
    }
}
