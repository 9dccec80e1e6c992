package dev.keycard.server.testing;

import dev.keycard.Keycard;
import dev.keycard.KeycardBuilder;
import dev.keycard.Stores;
import dev.keycard.key.SealingKey;
import dev.keycard.sql.Database;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.web.KeycardApi;

/** One process's engine over a database: the server's own, or that of a command line beside it. */
public final class TestNode implements AutoCloseable {

    private final Keycard keycard;
    private final KeycardApi api;
    private final Database database;
    private final Runnable close;

    /**
     * A node that is open.
     *
     * @param close closes all of it
     */
    public TestNode(Keycard keycard, KeycardApi api, Database database, Runnable close) {
        this.keycard = keycard;
        this.api = api;
        this.database = database;
        this.close = close;
    }

    /** Opens a node that does nothing in the background yet. */
    public static TestNode open(NodePlan plan) {
        SqliteDatabase database =
                SqliteDatabase.open(SqliteSettings.of(plan.database()).withPolicy(plan.stores()));
        KeycardBuilder builder = Keycard.builder(database.stores())
                .config(plan.engine())
                .sealingKey(SealingKey.parse(plan.sealingKey()).orElseThrow())
                .environment(plan.environment());
        Keycard keycard = (plan.users() == null ? builder : builder.users(plan.users())).open();
        return new TestNode(keycard, KeycardApi.over(keycard, plan.web()), database, () -> {
            keycard.close();
            database.close();
        });
    }

    public Keycard keycard() {
        return keycard;
    }

    public KeycardApi api() {
        return api;
    }

    public Stores stores() {
        return keycard.stores();
    }

    /** Takes the database away from under the engine. */
    public void loseDatabase() {
        database.close();
    }

    @Override
    public void close() {
        close.run();
    }
}
