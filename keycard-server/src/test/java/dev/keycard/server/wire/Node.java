package dev.keycard.server.wire;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.Stores;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.key.SealingKey;
import dev.keycard.permission.HoldsScope;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.MutableClock;
import dev.keycard.web.KeycardApi;
import java.nio.file.Path;

/** One process's engine over a database file: the server's own, or that of a command line beside it. */
final class Node implements AutoCloseable {

    private final SqliteDatabase database;
    private final Keycard keycard;
    private final KeycardApi api;

    private Node(SqliteDatabase database, Keycard keycard, KeycardApi api) {
        this.database = database;
        this.keycard = keycard;
        this.api = api;
    }

    static Node open(
            Path file, TestConfig config, SealingKey sealingKey, MutableClock clock, AuthEventListener events) {
        SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file)
                .withPolicy(StorePolicy.defaults()
                        .withReservedScopes(ReservedScopes.of(
                                        HoldsScope.namedIn(config.web().rules()))
                                .names())));
        Environment environment =
                Environment.system().withClock(clock, clock::nanoTime).withEvents(events);
        Keycard keycard = Keycard.builder(database.stores())
                .config(config.engine())
                .sealingKey(sealingKey)
                .environment(environment)
                .open();
        return new Node(database, keycard, KeycardApi.over(keycard, config.web()));
    }

    Keycard keycard() {
        return keycard;
    }

    KeycardApi api() {
        return api;
    }

    Stores stores() {
        return keycard.stores();
    }

    /** Takes the database away from under the engine. */
    void loseDatabase() {
        database.close();
    }

    @Override
    public void close() {
        keycard.close();
        database.close();
    }
}
