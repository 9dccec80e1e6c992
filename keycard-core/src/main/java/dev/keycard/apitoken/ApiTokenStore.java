package dev.keycard.apitoken;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.UserGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of API tokens, by the digest of their secret. Each method is one transaction, durable when it returns; revocations
 * are recorded in the change log in that transaction. Thread-safe. Methods throw {@link
 * dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface ApiTokenStore {

    /** The maximum length of the list of one user's tokens, which is read as a whole. */
    int MAX_LISTED = 1_000;

    /** The scopes that only staff and operators issue, as they were given when this store was opened. */
    ReservedScopes reservedScopes();

    /**
     * Stores a token, if its user exists, is active, and has that credential version. A token with a {@link ReservedScopes
     * reserved scope} requires an actor who is still active staff, or an act without an actor. The store records whether that
     * was the case.
     *
     * @param digest the digest of the whole token text
     * @return false if the user was deleted or deactivated or changed the password, if the credential of the request has ended,
     *     or if the actor may not issue such a token
     */
    boolean create(ApiToken token, String digest, long credentialVersion, AuditContext context);

    /**
     * Stores a token made by signing in, as {@link #create} does, and ends the longest unused ones of its kind so that the user
     * has at most {@code limit} live ones, including the new one.
     */
    boolean createBySignIn(ApiToken token, String digest, long credentialVersion, int limit, AuditContext context);

    /**
     * Stores the successor of a token of the same user, as {@link #create} does, and makes the old one expire at that moment at
     * the latest. A token has one successor: of any number of callers exactly one gets {@link Rotation#ROTATED}. An actor who
     * may not issue a reserved scope cannot replace a token that has one, because the successor would outlive the right to have
     * it.
     *
     * @param until when the old token expires, unless it expires earlier
     */
    Rotation rotate(
            TimeId old, ApiToken successor, String digest, long credentialVersion, Instant until, AuditContext context);

    /** The outcome of {@link #rotate}. */
    enum Rotation {
        /** The successor is stored. */
        ROTATED,
        /** The token has a successor already. */
        ALREADY_ROTATED,
        /** The user has no such token, or it has ended or expired. */
        NOT_LIVE,
        /** The user was deleted or deactivated or changed the password, or the credential of the request has ended. */
        REFUSED,
        /** It has a reserved scope that the actor may not issue. */
        NOT_PERMITTED
    }

    /**
     * The token with that digest, ended or not. One with a reserved scope is found only if staff or an operator issued it: a
     * token that its owner made before a rule reserved the scope does not have the right, and neither does one of a user who is
     * no longer staff.
     */
    Optional<ApiToken> findByDigest(String digest);

    Optional<ApiToken> find(TimeId id);

    /** The live tokens of a user, the latest first, at most {@link #MAX_LISTED} of them. */
    List<ApiToken> live(UserId userId, Instant now);

    /** The live tokens of a user, or of everyone if that is null, in the order in which they were made. */
    Page<ApiToken> listLive(@Nullable UserId userId, Instant now, TimePageRequest page);

    /** Ends a token; false if there is none or it has ended. */
    default boolean end(TimeId id, AuditContext context) {
        return end(id, UserGuard.NONE, context);
    }

    /** The same if the guard permits the act on its user. */
    boolean end(TimeId id, UserGuard guard, AuditContext context);

    /** Ends a token of that user; false if there is none, it has ended, or it belongs to another user. */
    boolean endOf(UserId userId, TimeId id, AuditContext context);

    /**
     * Ends all API tokens of a user if the guard permits the act on the user. Tokens that are made afterwards are live, even
     * within the same millisecond.
     *
     * @return how many were live
     */
    int endAll(UserId userId, UserGuard guard, AuditContext context);

    /** Records when tokens were last used. Unknown and ended ones are skipped, and times never move backwards. */
    void used(Map<TimeId, Instant> uses);

    /**
     * Purges tokens that ended or expired before a moment, among the next {@code limit} tokens after an id in the order in
     * which they were made. Live tokens are kept, however old they are.
     *
     * @param after the id that the last step reached; null to begin
     */
    PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit);
}
