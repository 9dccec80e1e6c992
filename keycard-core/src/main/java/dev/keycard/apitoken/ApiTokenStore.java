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
 * Where API tokens rest, by the digest of their secret. Each method is one transaction, durable when it returns; endings are
 * recorded in the change log by that same transaction. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface ApiTokenStore {

    /** How long the list of one user's tokens gets: it is read as a whole, and users decide how many they make. */
    int MOST_LISTED = 1_000;

    /** The scopes that only staff and operators hand out, as this store was told when it was opened. */
    ReservedScopes reservedScopes();

    /**
     * Stores a token, if its user exists, is active, and has that credential version. One with a
     * {@link ReservedScopes reserved scope} has to be asked for by someone who is still active staff, or by nobody who is signed
     * in. The store remembers whether it was.
     *
     * @param digest the digest of the whole token text
     * @return false if the user is gone, inactive, or has another password by now, if the login or API token that asks has ended,
     *     or if whoever asks may not give such a token
     */
    boolean create(ApiToken token, String digest, long credentialVersion, AuditContext context);

    /**
     * Stores a token made by signing in, as {@link #create} does, and ends the longest unused ones of its kind so that the
     * user has at most {@code limit} live ones, the new one among them.
     */
    boolean createBySignIn(ApiToken token, String digest, long credentialVersion, int limit, AuditContext context);

    /**
     * Stores the successor of a token of the same user, as {@link #create} does, and lets the old one live no longer than until
     * that moment. A token has one successor: of any number of callers exactly one gets {@link Rotation#ROTATED}. Whoever may not
     * hand out a reserved scope does not replace a token that has one: the successor would live on after the right to have it.
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
        /** The user is gone, inactive, or has another password by now, or the login or API token that asks has ended. */
        REFUSED,
        /** It has a reserved scope, and whoever asks may not hand that out. */
        NOT_PERMITTED
    }

    /**
     * The token with that digest, ended or not. One with a reserved scope is found only if staff or an operator handed it out: a
     * token that its owner made before a rule began to reserve the scope does not have the right, and neither does one of a user
     * who is staff no more.
     */
    Optional<ApiToken> findByDigest(String digest);

    Optional<ApiToken> find(TimeId id);

    /** The live tokens of a user, the latest first, at most {@link #MOST_LISTED} of them. */
    List<ApiToken> live(UserId userId, Instant now);

    /** The live tokens of a user, or of everyone if that is null, in the order in which they were made. */
    Page<ApiToken> listLive(@Nullable UserId userId, Instant now, TimePageRequest page);

    /** Ends a token; false if there is none or it has ended. */
    default boolean end(TimeId id, AuditContext context) {
        return end(id, UserGuard.NONE, context);
    }

    /** The same if the guard lets its user be acted upon. */
    boolean end(TimeId id, UserGuard guard, AuditContext context);

    /** Ends a token of that user; false if there is none, it has ended, or it is another's. */
    boolean endOf(UserId userId, TimeId id, AuditContext context);

    /**
     * Ends all API tokens of a user if the guard lets the user be acted upon. Tokens that are made afterwards live, even within
     * the same millisecond.
     *
     * @return how many were live
     */
    int endAll(UserId userId, UserGuard guard, AuditContext context);

    /** Notes when tokens were last used. Unknown and ended ones are skipped, and no time moves backwards. */
    void used(Map<TimeId, Instant> uses);

    /**
     * Forgets tokens that ended, or expired, before a moment, among the next {@code limit} tokens after an id in the order in
     * which they were made. Live ones stay, however old they are.
     *
     * @param after where the last step came to; null to begin
     */
    PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit);
}
