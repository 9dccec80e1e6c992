package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditFilter;
import dev.keycard.id.UserId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What grows without bounds is never walked over as a whole: SQLite says so itself. */
class CleanupPlanTest {

    @TempDir
    Path directory;

    private SqliteFile file;

    @BeforeEach
    void migrate() {
        file = new SqliteFile(
                directory.resolve("keycard.db"), SqliteSettings.of(directory).busyTimeout());
        new SqliteMigrations(file).migrate();
    }

    static Stream<String> statements() {
        return Stream.of(
                        Stream.of(SqlLoginStore.ENDED, SqlApiTokenStore.ENDED)
                                .flatMap(ended -> Stream.of(ended.window(), ended.delete())),
                        Stream.of(SqlChangeLog.PURGE, SqlAuditStore.PURGE),
                        Stream.of(SqlUserStore.BY_ID, SqlUserStore.BY_NAME, SqlUserStore.BY_MAIL, SqlUserStore.FORWARD),
                        Stream.of(SqlUserStore.BACKWARD),
                        Stream.of(
                                        new AuditFilter(UserId.of(1), null),
                                        new AuditFilter(null, "x"),
                                        new AuditFilter(UserId.of(1), "x"))
                                .map(AuditQuery::of)
                                .flatMap(query -> Stream.of(query.selectAfter(), query.selectBefore())))
                .flatMap(part -> part);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statement_finds_insteadOfWalking(String statement) throws SQLException {
        assertThat(planOf(statement)).isNotEmpty().noneMatch(step -> step.startsWith("SCAN"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statement_sortsNothing(String statement) throws SQLException {
        assertThat(planOf(statement)).noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    @Test
    void heads_areReadAlongTheTable() throws SQLException {
        for (String head : List.of(SqlChangeLog.HEAD, SqlAuditStore.HEAD)) {
            assertThat(planOf(head)).as(head).singleElement().asString().matches("SCAN (change|audit)");
        }
    }

    @Test
    void otherSuperuser_isLookedForAmongSuperusersAlone() throws SQLException {
        assertThat(planOf(GuardCheck.OTHER_SUPERUSER)).anyMatch(step -> step.contains("INDEX superuser"));
    }

    private List<String> planOf(String statement) throws SQLException {
        try (SqlConnection sql = file.openReader()) {
            return sql.list("explain query plan " + statement, row -> {
                row.number();
                row.number();
                row.number();
                return row.text();
            });
        }
    }
}
