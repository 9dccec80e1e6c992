package dev.keycard.sql;

import dev.keycard.api.Internal;
import dev.keycard.store.StorePolicy;
import java.util.function.Function;

/** Which database is opened, and how. Immutable. */
public sealed interface DatabaseSettings permits SqliteSettings, PostgresSettings {

    /** The rules for all stores. */
    StorePolicy policy();

    DatabaseSettings withPolicy(StorePolicy policy);

    /**
     * Opens the database, and makes its tables if it is empty.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    Database open();

    /** The name of the database for the operator, without secrets. */
    String name();

    /** Runs some work with the migrations of the database, which is not opened otherwise. */
    @Internal
    <T> T migrating(Function<Migrations, T> work);
}
