package dev.keycard.sql;

import dev.keycard.api.Internal;

/**
 * The schema version of a database, compared with that of this program.
 *
 * @param version the schema version of the database, 0 if it is empty or does not exist yet
 * @param newest the schema version that this program works with
 */
@Internal
public record SchemaState(int version, int newest) {

    /** Whether the program can work with the database as it is. */
    public boolean isCurrent() {
        return version == newest;
    }

    /** Whether a newer version of the program has migrated the database; this one must not use it. */
    public boolean isNewer() {
        return version > newest;
    }
}
