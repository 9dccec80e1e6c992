package dev.keycard.sql;

import dev.keycard.api.Internal;

/** The schema of one database. Thread-safe. Methods throw {@link DatabaseOpenException}. */
@Internal
public sealed interface Migrations permits SqliteMigrations, PostgresMigrations {

    /** The newest migration that is shipped. Files are named {@code V<number>__tables.sql}, from 1 on, without gaps. */
    int NEWEST = 1;

    /** The state of the database's schema. Changes nothing. */
    SchemaState state();

    /**
     * Makes the tables, or migrates the database if it is older than this program. Several processes may do so at once: one
     * migrates, and the others wait. Refuses a database that this program cannot work with.
     *
     * @return the state before the migration
     */
    SchemaState migrate();
}
