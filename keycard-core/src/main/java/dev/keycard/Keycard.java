package dev.keycard;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.change.ChangeSignal;
import dev.keycard.change.Readiness;
import dev.keycard.cleanup.Cleanup;
import dev.keycard.key.Keys;
import dev.keycard.key.SealingKey;
import dev.keycard.login.Logins;
import dev.keycard.login.Tokens;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.notice.Notices;
import dev.keycard.password.Passwords;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.registration.Registration;
import dev.keycard.session.Sessions;
import dev.keycard.signin.SignIn;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.staff.KeyAdministration;
import dev.keycard.staff.UserAdministration;
import dev.keycard.store.Subscription;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.user.Accounts;
import dev.keycard.user.UserLookup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The engine: signs users in, and issues, verifies, refreshes and revokes their credentials. It has no HTTP types. {@link
 * #builder} makes one; the caller closes it, and afterwards the stores. Several engines may run in one process, over one
 * database or over several; each receives the changes that are committed through the same stores. Thread-safe; methods may
 * block for the store.
 *
 * <p>An engine that was {@linkplain KeycardBuilder#start started} reads the changes of other processes, and decides from
 * memory. One that was only {@linkplain KeycardBuilder#open opened}, for the work of one command, reads the store each time.
 * See {@code docs/library.md}.
 */
public final class Keycard implements AutoCloseable {

    /** How many users' mails are counted one by one. Only users who get mail take a place. */
    private static final int MAX_NOTIFIED = 10_000;

    private final Stores stores;
    private final boolean keepsUsers;
    private final Services services;
    private final EngineParts parts;
    private final BackgroundTasks backgroundTasks;
    private final @Nullable Notices notices;
    private final Subscription acts;
    private final Subscription signals;
    private final AtomicBoolean started = new AtomicBoolean();

    Keycard(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            Extensions extensions) {
        this.stores = stores;
        this.keepsUsers = extensions.directory() == null;
        extensions.requireDatabaseOfTheirOwn(stores);
        UserSource users = extensions.users(stores);
        this.notices = notices(config, users.lookup(), environment, extensions.outbox());
        Environment notifying = notices == null
                ? environment
                : environment.withEvents(environment.events().and(notices));
        ChangeSignal signal = environment.cluster().signal();
        this.acts = acts(stores, environment);
        this.signals = stores.changes().onCommit(changes -> signal.send());
        try {
            NodeCaches caches = new NodeCaches(config, stores.changes(), users, notifying);
            this.services = new Services(config, stores, sealingKey, notifying, caches, extensions);
            this.parts = new EngineParts(
                    config, notifying, sealingKey, caches, services.observations::note, services.revalidatingKeys);
            this.backgroundTasks =
                    new BackgroundTasks(caches, services, config.change().poll(), signal);
        } catch (RuntimeException notMade) {
            acts.close();
            signals.close();
            throw notMade;
        }
    }

    private Subscription acts(Stores stores, Environment environment) {
        Subscription heard = stores.audit().onCommit(environment.events()::on);
        Subscription mailed = notices == null ? () -> {} : stores.audit().offerOnCommit(notices::take);
        return () -> {
            heard.close();
            mailed.close();
        };
    }

    private static @Nullable Notices notices(
            KeycardConfig config, UserLookup users, Environment environment, @Nullable Outbox outbox) {
        return outbox == null || config.account().notices().isEmpty()
                ? null
                : new Notices(
                        users,
                        outbox,
                        config.account().notices(),
                        new LocalCounters(environment.clock(), environment.entropy(), MAX_NOTIFIED));
    }

    /** Starts to build an engine over the stores of one database. */
    public static KeycardBuilder builder(Stores stores) {
        return new KeycardBuilder(stores);
    }

    /**
     * Starts to read the change feed and to write deferred data.
     *
     * @throws IllegalStateException if the engine was started already
     */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("the engine was started already");
        }
        backgroundTasks.start();
    }

    /** Checks names and passwords. */
    public SignIn signIn() {
        return services.signIn;
    }

    /** Pairs of access and refresh tokens. */
    public Tokens tokens() {
        return services.tokens;
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

    /** Changes of mail addresses by link; empty if changes of addresses need no confirmation link. */
    public Optional<MailChanges> mailChanges() {
        return Optional.ofNullable(services.mail.mailChanges);
    }

    /**
     * Whether credentials can be verified now: the store answers, and this node knows what other nodes changed. Reads the store
     * once, and throws what the store throws if it does not answer.
     */
    public boolean isReady() {
        return new Readiness(parts.caches().feed(), stores.changes()).isReady();
    }

    /** How old this node's view of what other nodes changed is. */
    public Duration feedAge() {
        return parts.caches().feed().age();
    }

    /** For the web API and the server. */
    @Internal
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

    /** Creates, changes, deletes and finds users, for staff and for operators. */
    public UserAdministration users() {
        if (!keepsUsers()) {
            throw new IllegalStateException("the users of this engine come from a directory of the application:"
                    + " create, change and delete them there, and tell accounts() what changed");
        }
        return services.userAdministration;
    }

    /** Whether Keycard keeps the users itself; false if they come from a directory of the application. */
    public boolean keepsUsers() {
        return keepsUsers;
    }

    /** Receives changes of the application's users, suspends users, and revokes everything that was issued to them. */
    public Accounts accounts() {
        return services.accounts;
    }

    /** Lists and ends the logins and API tokens of everybody, for staff and for operators. */
    public CredentialAdministration credentialAdministration() {
        return services.credentialAdministration;
    }

    /** Lists, rotates and removes signing keys, for superusers and for operators. */
    public KeyAdministration keyAdministration() {
        return services.keyAdministration;
    }

    public Cleanup cleanup() {
        return services.cleanup;
    }

    public Stores stores() {
        return stores;
    }

    /** Stops the background work, and writes deferred data. The stores stay open. */
    @Override
    public void close() {
        backgroundTasks.close();
        services.mail.close();
        services.passwords.close();
        if (notices != null) {
            notices.close();
        }
        acts.close();
        signals.close();
    }
}
