package dev.keycard.web.session;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.Logins;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.session.SessionResult;
import dev.keycard.session.Sessions;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.signin.SignIn;
import dev.keycard.user.User;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.csrf.SessionCookie;
import dev.keycard.web.request.Cookies;
import dev.keycard.web.signin.SignInAnswers;
import dev.keycard.web.signin.SignInForm;
import dev.keycard.web.tokencookie.TokenCookieRemoval;
import dev.keycard.web.user.Profiles;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /api/session/}: signs in and out with a cookie, and shows whether the client is signed in. Thread-safe. */
@Internal
public final class SessionEndpoints {

    private static final String TAG = "Session";

    private final SignIn signIn;
    private final Sessions sessions;
    private final Logins logins;
    private final TokenCookieRemoval jar;
    private final Csrf csrf;
    private final SessionCookie cookie;
    private final Profiles profiles;
    private final InstantSource clock;

    public SessionEndpoints(
            SignIn signIn,
            Sessions sessions,
            Logins logins,
            TokenCookieRemoval jar,
            Csrf csrf,
            SessionCookie cookie,
            Profiles profiles,
            InstantSource clock) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.logins = logins;
        this.jar = jar;
        this.csrf = csrf;
        this.cookie = cookie;
        this.profiles = profiles;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("session-login", "POST", "/api/session/login/", Route.Where.WORKER, this::signIn)
                        .describedAs(
                                Description.of(TAG, "Sign in for a session cookie. Needs a CSRF cookie and its header.")
                                        .takesForm("Credentials")
                                        .answers(
                                                200,
                                                "The profile of the user. Sets the session cookie and a new CSRF cookie.",
                                                "Profile")
                                        .refuses(ErrorCode.NO_ACTIVE_ACCOUNT, ErrorCode.CSRF_FAILED)),
                Route.guarded("session-logout", "POST", "/api/session/logout/", Permissions.ALLOW_ANY, this::signOut)
                        .takingAway() // a session ends once, and its beginning was counted
                        .describedAs(Description.of(TAG, "End the session.")
                                .done("The session is ended, and its cookie removed.")
                                .refuses(ErrorCode.CSRF_FAILED)),
                Route.guarded("session", "GET", "/api/session/", Permissions.ALLOW_ANY, this::tell)
                        .fromMemory()
                        .describedAs(Description.of(TAG, "Show whether the client is signed in, and set a CSRF cookie.")
                                .answers(200, "Whether one is.", "SessionState")));
    }

    /**
     * Signing in is protected too: otherwise another site could sign a visitor in as another user and see what the visitor
     * enters. The id is always new, which prevents session fixation, and the previous session of the browser ends.
     */
    private Response signIn(Call call) {
        Request request = call.request();
        Optional<AuthenticatedPrincipal> previous = previousSession(request);
        if (!csrf.isProven(request, Optional.empty())) {
            csrf.check(request, previous.flatMap(known -> known.credential().login()));
        }
        NameAndPassword presented = SignInForm.read(request);
        User user = SignInAnswers.user(signIn.withPassword(presented, call.client()))
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        Sessions.Begun begun = SignInAnswers.begun(sessions.begin(user, call.client()))
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        previous.ifPresent(known -> end(known, call));
        TimeId id = begun.login().id();
        return profiles.show(user).with(cookie.of(begun.secret())).with(csrf.newCookie(Optional.of(id)));
    }

    private Optional<AuthenticatedPrincipal> previousSession(Request request) {
        return Cookies.value(request, cookie.name())
                .map(sessions::verifyInStore)
                .filter(SessionResult.Verified.class::isInstance)
                .map(result -> ((SessionResult.Verified) result).principal());
    }

    private void end(AuthenticatedPrincipal session, Call call) {
        UserId user = session.subject().id();
        session.credential()
                .login()
                .ifPresent(login ->
                        logins.end(user, login, call.auditContext(clock).by(user)));
    }

    private Response signOut(Call call) {
        Optional<TimeId> login = cookieLogin(call);
        if (login.isEmpty()) {
            csrf.check(call.request(), Optional.empty());
            return signedOut().with(csrf.newCookie(Optional.empty()));
        }
        logins.end(call.user().id(), login.get(), call.auditContext(clock));
        return call.signedIn().credential() instanceof Credential.Session
                ? signedOut().with(csrf.newCookie(Optional.empty()))
                : jar.withoutTokensOf(login.get(), call.request(), signedOut());
    }

    private Response signedOut() {
        return Response.noContent().with(cookie.removal());
    }

    private Response tell(Call call) {
        boolean authenticated = call.principal() instanceof AuthenticatedPrincipal;
        Response answer = Response.json(200, Json.object().put("authenticated", authenticated));
        Optional<TimeId> login = cookieLogin(call);
        boolean session = authenticated && call.signedIn().credential() instanceof Credential.Session;
        return !session && jar.ownsCsrfCookie(call.request())
                ? answer
                : answer.with(csrf.cookieFor(call.request(), login));
    }

    /** The login of the browser's cookies, if they authenticated the request. */
    private static Optional<TimeId> cookieLogin(Call call) {
        return call.principal() instanceof AuthenticatedPrincipal signedIn
                        && call.request().header(HeaderNames.AUTHORIZATION) == null
                ? signedIn.credential().login()
                : Optional.empty();
    }
}
