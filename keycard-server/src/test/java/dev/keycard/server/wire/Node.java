package dev.keycard.server.wire;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.Stores;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.SealingKey;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.MutableClock;
import java.nio.file.Path;

/** One process's engine over a database file: the server's own, or that of a command line beside it. */
final class Node implements AutoCloseable {

    private final SqliteDatabase database;
    private final Keycard keycard;

    private Node(SqliteDatabase database, Keycard keycard) {
        this.database = database;
        this.keycard = keycard;
    }

    static Node open(
            Path file, KeycardConfig config, SealingKey sealingKey, MutableClock clock, AuthEventListener events) {
        SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file)
                .withPolicy(StorePolicy.defaults()
                        .withReservedScopes(
                                ReservedScopes.wantedBy(config.rules()).names())));
        Environment environment =
                new Environment(clock, clock::nanoTime, Entropy.secure(), SignatureProvider.detect(), events);
        return new Node(database, Keycard.open(config, database.stores(), sealingKey, environment));
    }

    Keycard keycard() {
        return keycard;
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
