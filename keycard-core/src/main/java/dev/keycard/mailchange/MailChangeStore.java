package dev.keycard.mailchange;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * The store of changes of mail addresses. Each method is one transaction, durable when it returns, and writes its audit entry
 * and its changes for other nodes in that transaction. Thread-safe. Methods throw {@link
 * dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface MailChangeStore {

    /**
     * Stores a requested change; an earlier pending one is withdrawn. The address does not change before it is confirmed.
     *
     * @param id contains the time of the request
     * @param credentialVersion under which the request was allowed
     * @return the change; empty if the user was deleted or deactivated or changed the password, or if the credential of the
     *     request has ended
     */
    Optional<MailChange> begin(TimeId id, UserId userId, String to, long credentialVersion, AuditContext context);

    Optional<MailChange> find(TimeId id);

    /**
     * Makes a pending change effective: the new address counts as confirmed. Of several callers one succeeds. If it returns to
     * a former address while that change could still be undone, all later changes are undone with it.
     *
     * @return false if the change cannot be confirmed, or the user is inactive or has another address now
     */
    boolean confirm(TimeId id, AuditContext context);

    /** Withdraws a pending change; false if it is not pending. */
    boolean withdraw(TimeId id, AuditContext context);

    /**
     * Restores the former address, as confirmed, ends all logins and API tokens, increments the credential version, and undoes
     * every later change: none of those can be undone or confirmed any more. Of several callers one succeeds.
     *
     * @return false if the change cannot be undone
     */
    boolean undo(TimeId id, AuditContext context);

    /**
     * Withdraws pending changes that were asked for before a moment, that many at most.
     *
     * @return how many were withdrawn
     */
    int expire(Instant askedBefore, int limit);

    /**
     * Forgets changes that were asked for before a moment, that many at most.
     *
     * @return how many were forgotten
     */
    int purgeBefore(Instant askedBefore, int limit);
}
