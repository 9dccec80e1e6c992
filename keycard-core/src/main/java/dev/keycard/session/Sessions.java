package dev.keycard.session;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.login.BeginResult;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Logins;
import dev.keycard.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Browser sessions: logins that are presented by a cookie with 256 random bits, of which only the digest is stored. Thread-safe.
 */
public final class Sessions {

    /**
     * A session that has just begun.
     *
     * @param secret the value of the cookie; only its digest is stored
     */
    public record Begun(Login login, String secret) {

        @Override
        public String toString() {
            return "Begun[" + login.id() + "]";
        }
    }

    private static final int ID_LENGTH = 43;

    private final LoginStore store;
    private final Logins logins;
    private final SessionConfig config;
    private final InstantSource clock;
    private final Entropy entropy;
    private final Map<TimeId, Instant> sightings = new ConcurrentHashMap<>();

    @Internal
    public Sessions(LoginStore store, Logins logins, SessionConfig config, InstantSource clock, Entropy entropy) {
        this.store = store;
        this.logins = logins;
        this.config = config;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** Begins a session with a new secret for a user whose credentials were just checked. */
    public BeginResult<Begun> begin(User user, Client client) {
        String secret = entropy.secretText();
        AuditContext context = AuditContext.of(client, clock.instant());
        return logins.begin(user, LoginKind.SESSION, config.idle(), Digest.ofSecret(secret), Device.of(client), context)
                .map(login -> new Begun(login, secret));
    }

    /**
     * The live session of a presented secret; reads the store. Suspending or deactivating its user has ended it. Does not check
     * whether a directory of the application still has the user; {@link dev.keycard.user.Accounts#find} does.
     */
    public Optional<Login> find(String id) {
        if (id.length() != ID_LENGTH) {
            return Optional.empty();
        }
        return store.findSession(Digest.ofSecret(id))
                .filter(login -> login.endedAt() == null && clock.instant().isBefore(end(login)));
    }

    /**
     * When the session ends unless it is seen again, by the limits of the present configuration, which may be shorter than
     * before.
     */
    public Instant end(Login login) {
        Instant limit = idleLimit(login.id(), login.lastSeenAt());
        return limit.isBefore(login.expiresAt()) ? limit : login.expiresAt();
    }

    /** Records that a session is in use. Costs one look-up; {@link #writeSightings} writes it later. */
    public void sighted(TimeId login) {
        if (!sightings.containsKey(login)) {
            sightings.put(login, clock.instant());
        }
    }

    /** Writes the sessions that were seen since the last call. A crash loses some seconds of idle time. */
    public void writeSightings() {
        Map<TimeId, LoginStore.Seen> seen = new HashMap<>();
        sightings.forEach((login, at) -> seen.put(login, new LoginStore.Seen(at, idleLimit(login, at))));
        if (!seen.isEmpty()) {
            store.seen(seen);
            sightings.keySet().removeAll(seen.keySet());
        }
    }

    private Instant idleLimit(TimeId login, Instant at) {
        Instant idle = at.plus(config.idle());
        Instant absolute = login.time().plus(config.lifetime());
        return idle.isBefore(absolute) ? idle : absolute;
    }
}
