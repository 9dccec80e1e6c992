package dev.keycard.user;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the program around the engine tells it about users. Each call takes effect on every node, within what docs/revocation.md
 * promises. An application with a {@link UserDirectory} of its own calls these when it changes its users; for Keycard's own users,
 * only {@link #suspend} and {@link #resume} are of use, because their store does the rest by itself. Thread-safe; waits for the
 * store.
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

    /** @param ofDirectory whether users come from a directory of the application: then an account begins when it is needed */
    public Accounts(UserLookup users, AccountStore store, Endings endings, boolean ofDirectory) {
        this.users = users;
        this.store = store;
        this.endings = endings;
        this.ofDirectory = ofDirectory;
    }

    /** The user with what Keycard keeps about them, read from where users are kept. */
    public Optional<User> find(UserId userId) {
        return users.find(userId);
    }

    /** Ends all logins and API tokens of the user, and returns how many of the logins were live. */
    public int revokeAll(UserId userId, AuditContext context) {
        begin(userId);
        return endings.endAll(userId, context);
    }

    /**
     * Lets the user neither sign in nor use what was issued to them, until {@link #resume}. Ends all their logins and API tokens.
     *
     * @return false if they are suspended already, or are no user
     * @throws LastSuperuserException if no active superuser among Keycard's own users would be left
     */
    public boolean suspend(UserId userId, AuditContext context) {
        begin(userId);
        return store.setActive(userId, false, context);
    }

    /** Lets a suspended user sign in again. @return false if they are not suspended, or are no user */
    public boolean resume(UserId userId, AuditContext context) {
        return store.setActive(userId, true, context);
    }

    /**
     * The user's password changed: ends all their logins and API tokens, also sign-ins that are on their way.
     *
     * @param spared a login that lives on, such as the one that changed the password; null spares none
     */
    public void credentialsChanged(UserId userId, @Nullable TimeId spared, AuditContext context) {
        begin(userId);
        store.credentialsChanged(userId, spared, context);
    }

    /** The user's names or rights changed: nodes read them again. */
    public void userChanged(UserId userId, AuditContext context) {
        store.userChanged(userId, context);
    }

    /**
     * The user was deleted: ends all their logins and API tokens. What is kept about them stays, so that an id that is given again by
     * mistake gets nothing back.
     */
    public void userDeleted(UserId userId, AuditContext context) {
        revokeAll(userId, context);
    }

    private void begin(UserId userId) {
        if (ofDirectory) {
            store.begin(userId);
        }
    }
}
