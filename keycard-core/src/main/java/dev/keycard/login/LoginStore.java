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
 * The store of logins. Each method is one transaction, durable when it returns; revocations are recorded in the change log in
 * that transaction. Thread-safe. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot
 * answer.
 */
public interface LoginStore {

    /** The maximum length of the list of one user's logins, which is read as a whole. */
    int MAX_LISTED = 1_000;

    /**
     * Stores a login that begins, if its user still exists, is active, and still has the credential version under which the
     * sign-in was granted: a password change or deactivation in between prevents the login.
     *
     * @param sessionDigest the digest of the session id, for a login of kind SESSION
     */
    Start start(Login login, long credentialVersion, @Nullable String sessionDigest, AuditContext context);

    Optional<Login> find(TimeId id);

    /** The session whose id has that digest, ended or not. */
    Optional<Login> findSession(String digest);

    /**
     * Lets the rule decide about the present state of the login, and applies the decision, in one transaction: begins the next
     * generation, counts a repetition, or ends the login as {@link EndReason#REFRESH_REUSED}. Later decisions, on any node,
     * read the result. So of any number of callers with the same generation exactly one begins the next, and every limit holds.
     *
     * @return the applied decision; empty if there is no such login
     */
    Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context);

    /**
     * Makes the usual exchange in one step, if it fits the present state of the login and the user is active: what {@link
     * #redeem} would do with a rule that begins the next generation. As there, of any number of callers with the same generation
     * exactly one succeeds, and an exchange and an end of the login exclude each other.
     *
     * @return empty if the exchange does not fit, or if the store cannot decide that in one step; then nothing was changed, and
     *     {@link #redeem} decides
     */
    default Optional<Exchange.Exchanged> exchange(Exchange wanted) {
        return Optional.empty();
    }

    /** Ends one login; false if there is none or it has ended already. */
    default boolean end(TimeId id, EndReason reason, AuditContext context) {
        return end(id, reason, UserGuard.NONE, context);
    }

    /** The same if the guard permits the act on its user. */
    boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context);

    /** Ends one login of that user; false if there is none, it has ended, or it belongs to another user. */
    boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context);

    /**
     * Ends all logins of a user. Logins that start afterwards are unaffected, even within the same millisecond.
     *
     * @return how many were live
     */
    default int endAll(UserId userId, EndReason reason, AuditContext context) {
        return endAll(userId, reason, UserGuard.NONE, context);
    }

    /** The same if the guard permits the act on the user. */
    default int endAll(UserId userId, EndReason reason, UserGuard guard, AuditContext context) {
        return endAll(userId, reason, Reach.LOGINS, guard, context);
    }

    /** The same, and all API tokens of the user if the reach says so, in the same transaction. */
    int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context);

    /** What is ended together with all logins of a user. */
    enum Reach {
        /** The logins, with their sessions, refresh and access tokens. */
        LOGINS,
        /** The logins and all API tokens. */
        LOGINS_AND_API_TOKENS
    }

    /** The live logins of a user, the latest first, at most {@link #MAX_LISTED} of them. */
    List<Login> live(UserId userId, Instant now);

    /** The live logins of a user, or of everyone if that is null, in the order in which they began. */
    Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page);

    /**
     * Records when sessions were last seen, and moves their idle limit. Unknown and ended ones are skipped, and times never
     * move backwards.
     */
    void seen(Map<TimeId, Seen> sightings);

    /**
     * Purges logins that ended or expired before a moment, among the next {@code limit} logins after an id in the order in
     * which they began. Live logins are kept, however old they are.
     *
     * @param after the id that the last step reached; null to begin
     */
    PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit);

    /** When a session was seen, and its new expiry. */
    record Seen(Instant at, Instant expiresAt) {}

    /** The outcome of {@link #start}. */
    sealed interface Start {

        /** The login is stored. */
        record Started() implements Start {}

        /** The user was deleted or deactivated, or changed the password. */
        record Refused() implements Start {}

        /**
         * All logins up to that moment have ended, which would include the new one: it must begin after that moment. This
         * happens when both fall into one millisecond, or when another node's clock is ahead.
         */
        record TooEarly(Instant revokedBefore) implements Start {}
    }
}
