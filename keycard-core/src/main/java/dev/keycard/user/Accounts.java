package dev.keycard.user;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives what changes about users. Each call is durable when it returns and takes effect on every node, within what {@code
 * docs/revocation.md} promises. An application with a {@link UserDirectory} of its own calls these when it changes its users;
 * for Keycard's own users, {@link #revokeAll}, {@link #suspend} and {@link #resume} are useful, because their store records the
 * other changes itself. Thread-safe; blocks for the store.
 */
public final class Accounts {

    /** Ends all logins and API tokens of a user, and returns how many of the logins were live. */
    @FunctionalInterface
    public interface Endings {
        int endAll(UserId userId, AuditContext context);
    }

    private final UserLookup users;
    private final AccountStore store;
    private final Endings endings;
    private final boolean ofDirectory;
    private final Supplier<AuditContext> context;

    /**
     * @param ofDirectory whether users come from a directory of the application: then an account begins when it is needed
     * @param context what the audit holds of each call
     */
    @Internal
    public Accounts(
            UserLookup users,
            AccountStore store,
            Endings endings,
            boolean ofDirectory,
            Supplier<AuditContext> context) {
        this.users = users;
        this.store = store;
        this.endings = endings;
        this.ofDirectory = ofDirectory;
        this.context = context;
    }

    /** The same, for one act whose audit entries have that context. */
    public Accounts as(AuditContext act) {
        return new Accounts(users, store, endings, ofDirectory, () -> act);
    }

    /** The user with what Keycard keeps about them, as the directory and the store have them now. */
    public Optional<User> find(UserId userId) {
        return users.find(userId);
    }

    /** Ends all logins and API tokens of the user, and returns how many of the logins were live. */
    public int revokeAll(UserId userId) {
        begin(userId);
        return endings.endAll(userId, context.get());
    }

    /**
     * Suspends the user until {@link #resume}: the user can neither sign in nor use issued credentials. Ends all their logins
     * and API tokens.
     *
     * @return false if they are suspended already, or are no user
     * @throws LastSuperuserException if no active superuser among Keycard's own users would be left
     */
    public boolean suspend(UserId userId) {
        begin(userId);
        return store.setActive(userId, false, context.get());
    }

    /**
     * Lets a suspended user sign in again.
     *
     * @return false if they are not suspended, or are no user
     */
    public boolean resume(UserId userId) {
        return store.setActive(userId, true, context.get());
    }

    /**
     * The user's password changed in the directory: ends all their logins and API tokens, also sign-ins that are on their way.
     */
    public void credentialsChanged(UserId userId) {
        credentialsChanged(userId, null);
    }

    /** The same; the login that changed the password stays valid. Null spares none. */
    public void credentialsChanged(UserId userId, @Nullable TimeId spared) {
        begin(userId);
        store.credentialsChanged(userId, spared, context.get());
    }

    /** The user's names or rights changed in the directory: every node reads them again. */
    public void userChanged(UserId userId) {
        store.userChanged(userId, context.get());
    }

    /**
     * The user was deleted from the directory: ends all their logins and API tokens, also sign-ins that are on their way. The
     * id stays suspended, and must not be given again.
     */
    public void userDeleted(UserId userId) {
        if (!suspend(userId)) {
            revokeAll(userId);
        }
    }

    private void begin(UserId userId) {
        if (ofDirectory) {
            store.begin(userId);
        }
    }
}
