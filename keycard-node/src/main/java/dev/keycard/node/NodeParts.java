package dev.keycard.node;

import dev.keycard.Environment;
import dev.keycard.KeycardBuilder;
import dev.keycard.api.Internal;
import dev.keycard.mail.Outbox;
import dev.keycard.settings.Configuration;
import dev.keycard.sql.DatabaseSettings;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the program around a node brings, where the settings do not say it. Immutable.
 *
 * @param environment called after the database is open, so that it can load meanwhile
 * @param ownDatabase the database; null for that of the settings
 * @param ownOutbox where mail goes, which the caller closes; null for what the settings say
 * @param extension adds to the engine: users of the application, claims
 */
@Internal
public record NodeParts(
        Supplier<Environment> environment,
        @Nullable DatabaseSettings ownDatabase,
        @Nullable Outbox ownOutbox,
        UnaryOperator<KeycardBuilder> extension) {

    /** Nothing but the usual environment. */
    public static NodeParts usual() {
        return in(Environment::system);
    }

    /** Nothing but that environment. */
    public static NodeParts in(Supplier<Environment> environment) {
        return new NodeParts(environment, null, null, UnaryOperator.identity());
    }

    /** The same with that database. */
    public NodeParts withDatabase(@Nullable DatabaseSettings database) {
        return new NodeParts(environment, database, ownOutbox, extension);
    }

    /** The same with that outbox. */
    public NodeParts withOutbox(@Nullable Outbox outbox) {
        return new NodeParts(environment, ownDatabase, outbox, extension);
    }

    /** The same with an addition to the engine. */
    public NodeParts extending(UnaryOperator<KeycardBuilder> more) {
        return new NodeParts(environment, ownDatabase, ownOutbox, builder -> more.apply(extension.apply(builder)));
    }

    DatabaseSettings database(Configuration settings) {
        return ownDatabase == null ? ConfiguredDatabase.of(settings) : ownDatabase;
    }

    NodeOutbox outbox(Configuration settings, DataFolder folder, Environment world) {
        return ownOutbox == null ? NodeOutbox.configured(settings, folder, world) : new NodeOutbox(ownOutbox, null);
    }
}
