package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies everything from a SQLite database to a PostgreSQL database: with the ids and digests, so that what was issued stays
 * valid under the same sealing key. The target takes all rows in one transaction, or none. It may be repeated: a copy replaces
 * an earlier one, and is refused if the target holds anything else. For one thread. Methods throw {@link CopyException} and
 * {@link DatabaseOpenException}, whose messages are for the operator.
 *
 * <p>{@link #move} keeps other processes out of the source, and closes it for good; {@link #tryOut} leaves it to the server that
 * runs; {@link #undo} opens the source again if nothing was written to the target. See {@code docs/moving-to-postgresql.md}.
 */
@Internal
public final class DatabaseCopy {

    private static final int REPORTED = 1_000;

    /** The columns whose numbers are drawn from a sequence. */
    static final Map<String, String> NUMBERED =
            Map.of("users", "id", "signing_key", "seq", "change", "seq", "audit", "seq");

    private final Path from;
    private final PostgresSettings to;
    private final InstantSource clock;
    private final Progress progress;

    public DatabaseCopy(Path from, PostgresSettings to, InstantSource clock, Progress progress) {
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.progress = progress;
    }

    /** Hears how far the copy is. */
    @FunctionalInterface
    public interface Progress {

        /** So many of the rows of all tables are copied; the last ones are those of that table. */
        void copied(String table, long rows, long ofRows);
    }

    /** How many rows a table has on both sides. */
    public record Count(String table, long source, long target) {

        public boolean isEqual() {
            return source == target;
        }
    }

    /** Work that fails as SQL does. */
    private interface Step<T> {
        T run() throws SQLException;
    }

    /** Copies the present state, and leaves the source as it is. What happens there afterwards is not copied. */
    public List<Count> tryOut() {
        return explaining(() -> {
            try (CopySource source = CopySource.snapshot(from);
                    CopyTarget target = CopyTarget.open(to)) {
                requireNotMovedElsewhere(source);
                return copied(source, target);
            }
        });
    }

    /**
     * Copies, and closes the source. If the counts differ, nothing was changed.
     *
     * @return the counts of both sides, by which the copy was judged
     */
    public List<Count> move() {
        return explaining(() -> {
            try (CopySource source = CopySource.alone(from);
                    CopyTarget target = CopyTarget.open(to)) {
                requireNotMovedElsewhere(source);
                List<Count> counts = copied(source, target);
                if (isComplete(counts)) {
                    source.setMovedTo(to.name(), clock.instant());
                }
                return counts;
            }
        });
    }

    /** Empties the target, if it holds an unchanged copy, and opens the source again. */
    public void undo() {
        explaining(() -> {
            try (CopySource source = CopySource.alone(from);
                    CopyTarget target = CopyTarget.open(to)) {
                requireNotMovedElsewhere(source);
                target.requireReplaceable(source.installation());
                target.clear();
                target.commitEmpty();
                source.setMovedTo(null, clock.instant());
                return true;
            }
        });
    }

    /** Whether both sides have the same number of rows in each table. */
    public static boolean isComplete(List<Count> counts) {
        return counts.stream().allMatch(Count::isEqual);
    }

    /** What was ended in the first target would live again in the second. */
    private void requireNotMovedElsewhere(CopySource source) throws SQLException {
        @Nullable String moved = source.movedTo();
        if (moved != null && !moved.equals(to.name())) {
            throw new CopyException("The database " + source.path() + " was moved to " + moved
                    + ": name that, or undo the move first with keycard copy --undo.");
        }
    }

    private List<Count> copied(CopySource source, CopyTarget target) throws SQLException {
        target.requireReplaceable(source.installation());
        target.clear();
        long total = 0;
        for (String table : CopiedTable.NAMES) {
            total += source.sql().number("select count(*) from " + table);
        }
        List<Count> counts = new ArrayList<>();
        long done = 0;
        for (String table : CopiedTable.NAMES) {
            long rows = copy(CopiedTable.of(table, source.sql()), source, target, done, total);
            counts.add(new Count(table, rows, target.rows(table)));
            done += rows;
        }
        if (isComplete(counts)) {
            target.commit(source, clock.instant());
        }
        return counts;
    }

    private long copy(CopiedTable table, CopySource source, CopyTarget target, long before, long total)
            throws SQLException {
        long rows;
        try (CopyLines lines = target.into(table)) {
            rows = source.sql().each(table.select(), (row, number) -> {
                lines.add(row);
                if (number % REPORTED == 0) {
                    progress.copied(table.name(), before + number, total);
                }
            });
            lines.end();
        }
        @Nullable String numbered = NUMBERED.get(table.name());
        if (numbered != null) {
            target.numberOnFrom(table.name(), numbered, source.lastNumber(table.name()));
        }
        progress.copied(table.name(), before + rows, total);
        return rows;
    }

    private <T> T explaining(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException failure) {
            Dialect side =
                    String.valueOf(failure.getSQLState()).length() == 5 ? PostgresPool.DIALECT : SqliteFile.DIALECT;
            throw new CopyException(
                    "The copy did not end: " + side.describe(failure) + "; when that is mended, run the command again.",
                    failure);
        }
    }
}
