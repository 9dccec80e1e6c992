package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Authentication;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.TimePageRequest;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins and ends logins of both kinds. Thread-safe; blocks for the store. */
public final class Logins {

    private static final int MAX_TRIES = 8;

    private final LoginStore store;
    private final InstantSource clock;
    private final Entropy entropy;
    private final LoginThrottle throttle;

    @Internal
    public Logins(LoginStore store, InstantSource clock, Entropy entropy, LoginThrottle throttle) {
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
        this.throttle = throttle;
    }

    /**
     * Begins a login for a user whose credentials were just checked.
     *
     * @param idle how long it lives unless it is used
     * @param sessionDigest the digest of the session id, for a session
     * @return the stored login
     */
    public BeginResult<Login> begin(
            User user,
            LoginKind kind,
            Duration idle,
            @Nullable String sessionDigest,
            Device device,
            AuditContext context) {
        Optional<Duration> wait = throttle.begins(user.id());
        if (wait.isPresent()) {
            return new BeginResult.Throttled<>(wait.get());
        }
        Instant now = context.at();
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Login login = Login.begin(
                    TimeId.at(now, entropy), user.id(), kind, Authentication.byPassword(context.at()), idle, device);
            LoginStore.Start start = store.start(login, user.credentialVersion(), sessionDigest, context);
            if (start instanceof LoginStore.Start.Started) {
                return new BeginResult.Begun<>(login);
            }
            if (start instanceof LoginStore.Start.Refused) {
                return new BeginResult.Refused<>();
            }
            if (start instanceof LoginStore.Start.TooEarly early) {
                now = early.revokedBefore().plusMillis(1);
            }
        }
        throw new StoreUnavailableException("logins are being ended faster than one can begin");
    }

    /**
     * Counts a refresh.
     *
     * @return how long to wait if the login refreshes too often
     */
    Optional<Duration> countRefresh(TimeId login) {
        return throttle.refreshes(login.text());
    }

    /** Ends one login of its owner; false if they have no such live login. */
    public boolean end(UserId userId, TimeId login, AuditContext context) {
        return store.endOf(userId, login, EndReason.SIGNED_OUT, context);
    }

    /** Ends a login of any user, at a sign-out; false if there is no such live login. */
    public boolean revoke(TimeId login) {
        return revoke(login, Client.unknown());
    }

    /** Ends a login of any user, at a sign-out by that client; false if there is no such live login. */
    public boolean revoke(TimeId login, Client client) {
        return store.end(login, EndReason.SIGNED_OUT, UserGuard.NONE, AuditContext.of(client, clock.instant()));
    }

    /** Ends a login of any user; false if there is no such live login. */
    public boolean endByStaff(TimeId login, AuditContext context) {
        return endByStaff(login, UserGuard.NONE, context);
    }

    /** The same if the guard permits the act on its user. */
    public boolean endByStaff(TimeId login, UserGuard guard, AuditContext context) {
        return store.end(login, EndReason.ENDED_BY_STAFF, guard, context);
    }

    /** Ends all logins of a user if the guard permits the act on the user; returns how many were live. */
    public int endAllByStaff(UserId userId, UserGuard guard, AuditContext context) {
        return store.endAll(userId, EndReason.ENDED_BY_STAFF, guard, context);
    }

    /** Ends all logins of a user. */
    public EndAllResult endAll(UserId userId, AuditContext context) {
        return endAll(userId, LoginStore.Reach.LOGINS, context);
    }

    /** Ends all logins and all API tokens of a user. */
    public EndAllResult endEverything(UserId userId, AuditContext context) {
        return endAll(userId, LoginStore.Reach.LOGINS_AND_API_TOKENS, context);
    }

    private EndAllResult endAll(UserId userId, LoginStore.Reach reach, AuditContext context) {
        Optional<Duration> wait = countEnding(context);
        return wait.isPresent()
                ? new EndAllResult.Throttled(wait.get())
                : new EndAllResult.Ended(
                        store.endAll(userId, EndReason.SIGNED_OUT_EVERYWHERE, reach, UserGuard.NONE, context));
    }

    /** A login ends itself with its first call; an API token that is kept could call this without limit. */
    private Optional<Duration> countEnding(AuditContext context) {
        return context.credential() == null
                ? Optional.empty()
                : throttle.endsAll(context.credential().text());
    }

    /** The live logins of a user, the latest first. */
    public List<Login> live(UserId userId) {
        return store.live(userId, clock.instant());
    }

    /** The live logins of a user, or of everyone if that is null, in the order in which they began. */
    public Page<Login> list(@Nullable UserId userId, TimePageRequest page) {
        return store.listLive(userId, clock.instant(), page);
    }
}
