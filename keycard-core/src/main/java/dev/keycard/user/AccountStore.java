package dev.keycard.user;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of accounts. Each method that changes something is one transaction, durable when it returns; changes for other
 * nodes are recorded in the change log, and acts in the audit, in that transaction. Thread-safe. Methods throw {@link
 * dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface AccountStore {

    /** The account of a user; empty if there is none yet. */
    Optional<Account> find(UserId userId);

    /** Whether there is no account at all. */
    boolean isEmpty();

    /** Creates the account of a user of the application. Changes nothing if there is one. */
    void begin(UserId userId);

    /**
     * Suspends a user, which ends all their logins and API tokens, or resumes the user, which does not restore any of them.
     *
     * @return false if there is no such account, or if nothing changes
     * @throws LastSuperuserException if no active superuser among Keycard's own users would be left
     */
    boolean setActive(UserId userId, boolean active, AuditContext context);

    /**
     * Increments the credential version and ends all logins and API tokens of a user, because the password changed in the
     * directory.
     *
     * @param spared a login that stays valid; null spares none
     * @return false if there is no such account
     */
    boolean credentialsChanged(UserId userId, @Nullable TimeId spared, AuditContext context);

    /** Records that nodes must read the user again: names, rights or existence changed in the directory. */
    void userChanged(UserId userId, AuditContext context);
}
