package dev.keycard.sql;

/**
 * How a database stands to this program.
 *
 * @param version the schema version of the database, 0 if it is empty or does not exist yet
 * @param newest the schema version that this program works with
 */
public record SchemaState(int version, int newest) {

    /** Whether the program can work with the database as it is. */
    public boolean isCurrent() {
        return version == newest;
    }

    /** Whether a newer program has changed the database; this one must not touch it. */
    public boolean isNewer() {
        return version > newest;
    }
}
