package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.sql.SQLException;

/**
 * The schema version of a database, compared with that of this program. A migration expands the schema first, so that programs of
 * the version before go on working with it, and names the oldest schema whose programs may; a later one removes what is unused.
 *
 * @param version the schema version of the database, 0 if it is empty or does not exist yet
 * @param newest the schema version that this program brings
 * @param oldestProgram programs that bring a lower schema version than this must not use the database
 */
@Internal
public record SchemaState(int version, int newest, int oldestProgram) {

    private static final String OLDEST_PROGRAM = "select oldest_program from installation";

    static SchemaState empty() {
        return new SchemaState(0, Migrations.NEWEST, 0);
    }

    static SchemaState of(SqlConnection sql, long version) throws SQLException {
        return new SchemaState(
                Math.toIntExact(version),
                Migrations.NEWEST,
                version == 0 ? 0 : Math.toIntExact(sql.number(OLDEST_PROGRAM)));
    }

    /** Whether the database has the schema of this program, or one that a newer program has only expanded. */
    public boolean isCurrent() {
        return version >= newest && !isNewer();
    }

    /** Whether a newer version of the program has migrated the database so far that this one must not use it. */
    public boolean isNewer() {
        return oldestProgram > newest;
    }

    public boolean isEmpty() {
        return version == 0;
    }

    /** @throws DatabaseOpenException if this program must not use the database; {@code name} is that of the database */
    void refuseNewer(String name) {
        if (isNewer()) {
            throw new DatabaseOpenException("The database " + name + " has schema " + version
                    + ", which works with programs of schema " + oldestProgram + " or newer, and this program has "
                    + newest
                    + ": use a newer program, or restore a backup.");
        }
    }
}
