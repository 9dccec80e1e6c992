package dev.keycard.user;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept. Each method that changes something is one transaction, durable when it returns; each change that
 * others must learn is recorded in the change log, and each act in the audit, by that same transaction. Thread-safe. Methods
 * throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface AccountStore {

    /** The account of a user; empty if nothing is kept about them yet. */
    Optional<Account> find(UserId userId);

    /** Begins the account of a user whom the application knows. Changes nothing if there is one. */
    void begin(UserId userId);

    /**
     * Suspends a user, which ends all their logins and API tokens, or lets them in again, which brings none of them back.
     *
     * @return false if there is no such account, or if nothing changes
     * @throws LastSuperuserException if no active superuser among Keycard's own users would be left
     */
    boolean setActive(UserId userId, boolean active, AuditContext context);

    /**
     * Counts up the credential version and ends all logins and API tokens of a user, because their password changed elsewhere.
     *
     * @param spared a login that lives on; null spares none
     * @return false if there is no such account
     */
    boolean credentialsChanged(UserId userId, @Nullable TimeId spared, AuditContext context);

    /** Records that what nodes remember of the user is to be read again: their names, rights or existence changed elsewhere. */
    void userChanged(UserId userId, AuditContext context);
}
