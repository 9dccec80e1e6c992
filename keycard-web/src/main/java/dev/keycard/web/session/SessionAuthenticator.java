package dev.keycard.web.session;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.CredentialError;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.login.Login;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.Validity;
import dev.keycard.session.Sessions;
import dev.keycard.user.Owner;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.csrf.SessionCookie;
import dev.keycard.web.request.Cookies;
import java.util.Optional;

/**
 * The session cookie. A request with an unknown or ended session is anonymous, not refused, since browsers keep sending old
 * cookies. A live one must prove on every unsafe request that it comes from this site. Thread-safe.
 */
@Internal
public final class SessionAuthenticator implements Authenticator {

    private static final Outcome CSRF_FAILED =
            new Outcome.Refused(new ApiError(ErrorCode.CSRF_FAILED), CredentialError.CSRF_FAILED);

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Csrf csrf;
    private final CredentialCache<Outcome> cache;
    private final Owners owners;

    public SessionAuthenticator(
            Sessions sessions, SessionCookie cookie, Csrf csrf, CredentialCache<Outcome> cache, Owners owners) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.csrf = csrf;
        this.cache = cache;
        this.owners = owners;
    }

    @Override
    public String scheme() {
        return "session";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> id = Cookies.value(request, cookie.name());
        if (id.isEmpty()) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        return cache.get(id.get()).map(known -> protectedFromOtherSites(known, request));
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> id = Cookies.value(request, cookie.name());
        CredentialCache.Check check = cache.begin();
        Optional<Login> session = id.flatMap(sessions::find);
        if (session.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        Login login = session.get();
        Owner owner = owners.find(login.userId());
        Optional<User> user = owner.active();
        if (user.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        Credential credential =
                new Credential.Session(login.id(), login.authentication().time());
        Outcome outcome = cache.put(
                id.get(),
                new Outcome.Authenticated(new AuthenticatedPrincipal(user.get(), credential)),
                new Validity(credential, owner.cached(), login.createdAt(), sessions.end(login), check));
        return protectedFromOtherSites(outcome, request);
    }

    @Override
    public boolean readsHeader() {
        return false;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.empty();
    }

    private Outcome protectedFromOtherSites(Outcome outcome, Request request) {
        if (outcome instanceof Outcome.Authenticated authenticated
                && authenticated.principal().credential() instanceof Credential.Session session) {
            if (!csrf.admits(request, session.login())) {
                return CSRF_FAILED;
            }
            sessions.sighted(session.loginId());
        }
        return outcome;
    }
}
