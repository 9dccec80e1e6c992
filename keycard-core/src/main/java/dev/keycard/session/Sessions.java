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

    private final SessionVerifier verifier;
    private final Logins logins;
    private final SessionConfig config;
    private final InstantSource clock;
    private final Entropy entropy;
    private final Map<TimeId, Instant> sightings = new ConcurrentHashMap<>();

    @Internal
    public Sessions(
            SessionVerifier verifier, Logins logins, SessionConfig config, InstantSource clock, Entropy entropy) {
        this.verifier = verifier;
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
     * Verifies the secret that a browser presented, as is done for each request: from memory while that may decide, else from the
     * store. Counts as a use of the session, which begins its idle time anew. What another process ended is known after {@code
     * change.poll} at most.
     */
    public SessionResult verify(String secret) {
        return verifier.verifyFromMemory(secret)
                .map(this::sighted)
                .orElseGet(() -> sighted(verifier.verifyInStore(secret)));
    }

    /** The same without waiting for the store; empty if memory is not enough. Does not count as a use; see {@link #sighted}. */
    public Optional<SessionResult> verifyFromMemory(String secret) {
        return verifier.verifyFromMemory(secret);
    }

    /**
     * The same by the session as the store has it: what any process ended before is taken into account. Does not count as a use;
     * see {@link #sighted}.
     */
    public SessionResult verifyInStore(String secret) {
        return verifier.verifyInStore(secret);
    }

    private SessionResult sighted(SessionResult result) {
        if (result instanceof SessionResult.Verified verified) {
            verified.principal().credential().login().ifPresent(this::sighted);
        }
        return result;
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
        sightings.forEach((login, at) -> seen.put(login, new LoginStore.Seen(at, config.idleLimit(login, at))));
        if (!seen.isEmpty()) {
            verifier.store().seen(seen);
            sightings.keySet().removeAll(seen.keySet());
        }
    }
}
