package dev.keycard.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.sql.SqliteDatabase;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTest {

    @TempDir
    Path folder;

    @Test
    void population_isOneThatTheStoresReadAndChange() throws Exception {
        Path file = folder.resolve("population.db");
        Population population = new Population(20, 200, Population.NOW);
        population.fillSqlite(file);

        try (ScaledDatabase database = opened(population, file)) {
            assertThat(database.chains).hasSizeGreaterThan(10);
            for (ScaledOperation operation : ScaledOperation.values()) {
                database.prepareDoomed(1, true);
                operation.run(database);
            }
            assertThat(database.stores
                            .users()
                            .findByName(Username.parse(Population.username(20)).orElseThrow()))
                    .isPresent();
            assertThat(database.stores.changes().after(0, 100)).hasSize(11);
        }
    }

    @Test
    void sameNumbers_giveTheSameLogins() throws Exception {
        Population population = new Population(20, 200, Population.NOW);
        population.fillSqlite(folder.resolve("one.db"));
        population.fillSqlite(folder.resolve("other.db"));

        try (ScaledDatabase one = opened(population, folder.resolve("one.db"));
                ScaledDatabase other = opened(population, folder.resolve("other.db"))) {
            assertThat(one.chains).containsExactlyElementsOf(other.chains);
        }
    }

    private static ScaledDatabase opened(Population population, Path file) throws SQLException {
        SqliteDatabase database = SqliteDatabase.open(file);
        return new ScaledDatabase(population, database, () -> 0).sampled("jdbc:sqlite:" + file, 50);
    }
}
