package dev.keycard.web.session;

import dev.keycard.api.Internal;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.CredentialError;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.session.SessionResult;
import dev.keycard.session.Sessions;
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

    private static final Optional<Outcome> NOT_ATTEMPTED = Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
    private static final Outcome CSRF_FAILED =
            new Outcome.Refused(new ApiError(ErrorCode.CSRF_FAILED), CredentialError.CSRF_FAILED);

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Csrf csrf;

    public SessionAuthenticator(Sessions sessions, SessionCookie cookie, Csrf csrf) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.csrf = csrf;
    }

    @Override
    public String scheme() {
        return "session";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> secret = Cookies.value(request, cookie.name());
        return secret.isEmpty()
                ? NOT_ATTEMPTED
                : sessions.verifyFromMemory(secret.get()).map(result -> outcome(result, request));
    }

    @Override
    public Outcome authenticate(Request request) {
        return Cookies.value(request, cookie.name())
                .map(secret -> outcome(sessions.verifyInStore(secret), request))
                .orElse(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    @Override
    public boolean readsHeader() {
        return false;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.empty();
    }

    private Outcome outcome(SessionResult result, Request request) {
        if (!(result instanceof SessionResult.Verified verified)) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        Optional<TimeId> login = verified.principal().credential().login();
        if (!csrf.admits(request, login)) {
            return CSRF_FAILED;
        }
        login.ifPresent(sessions::sighted);
        return new Outcome.Authenticated(verified.principal());
    }
}
