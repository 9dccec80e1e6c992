package dev.keycard.mailchange;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where changes of mail addresses rest. Each method is one transaction, durable when it returns, and writes its audit entry and
 * what other nodes must learn in that transaction. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface MailChangeStore {

    /**
     * Stores the wish of a user for another address; an earlier one that is pending is withdrawn. Nothing takes effect
     * before it is confirmed.
     *
     * @param id carries when the user asks
     * @param credentialVersion under which the wish was allowed
     * @return the change; empty if the user is gone, inactive, or has another password by now, or if the login or API token that
     *     asks has ended
     */
    Optional<MailChange> begin(TimeId id, UserId userId, String to, long credentialVersion, AuditContext context);

    Optional<MailChange> find(TimeId id);

    /**
     * Makes a pending change effective: the new address counts as confirmed. Of several callers one succeeds. If it takes a
     * former address back within the time in which that change could be undone, all later changes are undone with it.
     *
     * @return false if the change is not confirmable, or the user is inactive or has another address by now
     */
    boolean confirm(TimeId id, AuditContext context);

    /** Withdraws a pending change; false if it is not pending. */
    boolean withdraw(TimeId id, AuditContext context);

    /**
     * Gives the user the former address back, as confirmed, ends all logins and API tokens, counts up the credential version, and
     * undoes every later change: none of those can be undone or confirmed any more. Of several callers one succeeds.
     *
     * @return false if the change is not undoable
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
