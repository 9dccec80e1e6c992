package dev.keycard.login;

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
 * Where logins rest. Each method is one transaction, durable when it returns; endings are recorded in the change log by that
 * same transaction. Thread-safe. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot
 * answer.
 */
public interface LoginStore {

    /** How long the list of one user's logins gets: it is read as a whole, and users decide how often they sign in. */
    int MOST_LISTED = 1_000;

    /**
     * Stores a login that begins, if its user still exists, is active, and still has the credential version under which the
     * sign-in was granted: a password change or deactivation that came between wins.
     *
     * @param sessionDigest the digest of the session id, for a login of kind SESSION
     */
    Start start(Login login, long credentialVersion, @Nullable String sessionDigest, AuditContext context);

    Optional<Login> find(TimeId id);

    /** The session whose id has that digest, ended or not. */
    Optional<Login> findSession(String digest);

    /**
     * Lets the rule decide about the login as it is, and does what it decided, in one transaction: begins the next generation,
     * counts a repetition, or ends the login as {@link EndReason#REFRESH_REUSED}. Whoever decides afterwards, on any node, sees
     * what was done; so of any number of callers with the same generation exactly one begins the next, and every limit holds.
     *
     * @return what was decided and done; empty if there is no such login
     */
    Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context);

    /** Ends one login; false if there is none or it has ended already. */
    default boolean end(TimeId id, EndReason reason, AuditContext context) {
        return end(id, reason, UserGuard.NONE, context);
    }

    /** The same if the guard lets its user be acted upon. */
    boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context);

    /** Ends one login of that user; false if there is none, it has ended, or it is another's. */
    boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context);

    /**
     * Ends all logins of a user. Logins that start afterwards are unaffected, even within the same millisecond.
     *
     * @return how many were live
     */
    default int endAll(UserId userId, EndReason reason, AuditContext context) {
        return endAll(userId, reason, UserGuard.NONE, context);
    }

    /** The same if the guard lets the user be acted upon. */
    default int endAll(UserId userId, EndReason reason, UserGuard guard, AuditContext context) {
        return endAll(userId, reason, Reach.LOGINS, guard, context);
    }

    /** The same, and all API tokens of the user if the reach says so, in the same transaction. */
    int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context);

    /** How much ends with all logins of a user. */
    enum Reach {
        /** The logins, with their sessions, refresh and access tokens. */
        LOGINS,
        /** The API tokens too. */
        LOGINS_AND_API_TOKENS
    }

    /** The live logins of a user, the latest first, at most {@link #MOST_LISTED} of them. */
    List<Login> live(UserId userId, Instant now);

    /** The live logins of a user, or of everyone if that is null, in the order in which they began. */
    Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page);

    /**
     * Notes when sessions were last seen, and moves their idle limit. Unknown and ended ones are skipped, and no time moves
     * backwards.
     */
    void seen(Map<TimeId, Seen> sightings);

    /**
     * Forgets logins that ended, or expired, before a moment, among the next {@code limit} logins after an id in the order in
     * which they began. Live ones stay, however old they are.
     *
     * @param after where the last step came to; null to begin
     */
    PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit);

    /** When a session was seen, and until when it lives for that. */
    record Seen(Instant at, Instant expiresAt) {}

    /** The outcome of {@link #start}. */
    sealed interface Start {

        /** The login is stored. */
        record Started() implements Start {}

        /** The user is gone, inactive, or has another password by now. */
        record Refused() implements Start {}

        /**
         * All logins up to that moment have ended and the new one would be among them: it has to begin after it. Happens when
         * both fall into one millisecond, or when another node's clock is ahead.
         */
        record TooEarly(Instant revokedBefore) implements Start {}
    }
}
