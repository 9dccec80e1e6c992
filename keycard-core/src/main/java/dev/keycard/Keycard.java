package dev.keycard;

import dev.keycard.apitoken.ApiTokens;
import dev.keycard.cleanup.Cleanup;
import dev.keycard.crypto.SealingKey;
import dev.keycard.jwt.Keys;
import dev.keycard.login.Logins;
import dev.keycard.login.Refreshing;
import dev.keycard.login.TokenPairs;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.notice.Notices;
import dev.keycard.password.Passwords;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.registration.Registration;
import dev.keycard.session.Sessions;
import dev.keycard.signin.SignIn;
import dev.keycard.throttle.LocalCounters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine: every part made once and handed to those that need it, by hand. {@link #open} gives an engine for one-off work,
 * such as a command line's. {@link #start} makes it follow what other processes change; until then nothing is decided from
 * memory, and each request asks the store. Thread-safe.
 */
public final class Keycard implements AutoCloseable {

    private final Stores stores;
    private final Services services;
    private final EngineParts parts;
    private final BackgroundTasks backgroundTasks;
    private final @Nullable Notices notices;

    private Keycard(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            @Nullable Outbox outbox) {
        this.stores = stores;
        this.notices = notices(config, stores, environment, outbox);
        Environment told = notices == null
                ? environment
                : environment.with(environment.events().and(notices), environment.metrics());
        stores.audit().onCommit(told.events()::on);
        NodeCaches caches = new NodeCaches(config, stores, told);
        this.services = new Services(config, stores, sealingKey, told, caches, outbox);
        this.parts = new EngineParts(told, sealingKey, caches, services.observations::note, services.revalidatingKeys);
        this.backgroundTasks =
                new BackgroundTasks(caches, services, config.change().poll());
    }

    private static @Nullable Notices notices(
            KeycardConfig config, Stores stores, Environment environment, @Nullable Outbox outbox) {
        return outbox == null || config.account().notices().isEmpty()
                ? null
                : new Notices(
                        stores.users(),
                        outbox,
                        config.account().notices(),
                        new LocalCounters(environment.clock(), environment.entropy()));
    }

    /**
     * Makes an engine over the stores of one database, and the first signing key if there is none. Closing the stores stays
     * with the caller.
     *
     * @throws dev.keycard.jwt.SigningKeyException if a signing key is refused or cannot be opened
     * @throws IllegalArgumentException if the configuration contradicts itself; the message names the setting
     */
    public static Keycard open(KeycardConfig config, Stores stores, SealingKey sealingKey, Environment environment) {
        return new Keycard(config, stores, sealingKey, environment, null);
    }

    /**
     * The same, with somewhere to hand mail over. Closing the outbox stays with the caller.
     *
     * @param outbox null if there is none; the configuration must not ask for mail then
     */
    public static Keycard open(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            @Nullable Outbox outbox) {
        return new Keycard(config, stores, sealingKey, environment, outbox);
    }

    /** Begins to follow the change feed and to write what may wait. To be called once. */
    public void start() {
        backgroundTasks.start();
    }

    /** Checks names and passwords. */
    public SignIn signIn() {
        return services.signIn;
    }

    /** Mints pairs of tokens. */
    public TokenPairs tokenPairs() {
        return services.pairs;
    }

    /** Exchanges refresh tokens. */
    public Refreshing refreshing() {
        return services.refreshing;
    }

    /** Browser sessions. */
    public Sessions sessions() {
        return services.sessions;
    }

    /** Resets of passwords by mail; empty if they are off. */
    public Optional<PasswordReset> passwordReset() {
        return Optional.ofNullable(services.mail.reset);
    }

    /** Registration; empty if it is off. */
    public Optional<Registration> registration() {
        return Optional.ofNullable(services.mail.registration);
    }

    /** Changes of mail addresses by link; empty if addresses are not confirmed. */
    public Optional<MailChanges> mailChanges() {
        return Optional.ofNullable(services.mail.mailChanges);
    }

    /** For the layers around the engine. */
    public EngineParts parts() {
        return parts;
    }

    public Passwords passwords() {
        return services.passwords;
    }

    public Keys keys() {
        return services.keys;
    }

    public ApiTokens apiTokens() {
        return services.apiTokens;
    }

    public Logins logins() {
        return services.logins;
    }

    public Cleanup cleanup() {
        return services.cleanup;
    }

    public Stores stores() {
        return stores;
    }

    /** Stops following, and writes what waits. The stores stay open. */
    @Override
    public void close() {
        backgroundTasks.close();
        services.mail.close();
        services.passwords.close();
        if (notices != null) {
            notices.close();
        }
    }
}
