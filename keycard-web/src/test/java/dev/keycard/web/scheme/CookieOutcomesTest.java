package dev.keycard.web.scheme;

import static dev.keycard.web.scheme.TestEngine.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.CredentialError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.SetCookie;
import dev.keycard.http.TestRequest;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult.Cause;
import dev.keycard.session.SessionResult;
import dev.keycard.session.Sessions;
import dev.keycard.user.User;
import dev.keycard.web.session.SessionAuthenticator;
import dev.keycard.web.tokencookie.TokenCookieAuthenticator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each outcome of the cookies: a session's, and an access token's. A bad one is never refused, but for CSRF. */
class CookieOutcomesTest {

    private static final Duration IDLE = Duration.ofDays(2);

    private final TestEngine engine = TestEngine.start();
    private final Outcomes sessions = sessions(engine);
    private final Outcomes tokens = new Outcomes(
            new TokenCookieAuthenticator(engine.web.accessTokens(), engine.web.csrf(), engine.web.tokenCookies()));
    private final User ada = engine.user("ada");
    private final Sessions.Begun session =
            engine.keycard.sessions().begin(ada, CLIENT).orElseThrow();
    private final TokenPair pair = engine.keycard.tokens().issue(ada, CLIENT).orElseThrow();
    private final TestRequest withSession = cookie(TestRequest.get("/"), "keycard", session.secret());
    private final TestRequest withToken = cookie(TestRequest.get("/"), "keycard_access", pair.access());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void goodCookies_areTheirUsers_alsoFromMemory() {
        sessions.assertGood(withSession, ada);
        tokens.assertGood(withToken, ada);

        assertThat(sessions.authenticator().authenticateFromMemory(withSession)).isPresent();
        assertThat(tokens.authenticator().authenticateFromMemory(withToken)).isPresent();
    }

    @Test
    void noCookie_orTwo_areNotAttempted() {
        for (Outcomes scheme : List.of(sessions, tokens)) {
            scheme.assertNotAttempted(TestRequest.get("/"));
            scheme.assertNotAttempted(cookie(withSession, "keycard", session.secret()));
            scheme.assertNotAttempted(cookie(withToken, "keycard_access", pair.access()));
        }
    }

    @Test
    void unknownAndMalformedSecrets_areAnonymous_andTheEngineSaysWhy() {
        String unknown = "A".repeat(43);
        sessions.assertNotAttempted(cookie(TestRequest.get("/"), "keycard", unknown));
        sessions.assertNotAttempted(cookie(TestRequest.get("/"), "keycard", "short"));
        tokens.assertNotAttempted(cookie(TestRequest.get("/"), "keycard_access", "nonsense"));

        assertThat(engine.keycard.sessions().verify(unknown))
                .isEqualTo(new SessionResult.Invalid(SessionResult.Problem.UNKNOWN_SESSION));
        assertThat(engine.keycard.sessions().verify("short"))
                .isEqualTo(new SessionResult.Invalid(SessionResult.Problem.MALFORMED));
    }

    @Test
    void unseenSession_ends_andATokenExpires() {
        sessions.assertGood(withSession, ada);
        tokens.assertGood(withToken, ada);
        engine.advance(IDLE);

        ended(Cause.LOGIN_ENDED);
    }

    @Test
    void sightings_keepASessionAlive() {
        engine.advance(IDLE.minusHours(1));
        sessions.assertGood(withSession, ada);
        engine.keycard.sessions().writeSightings();
        engine.advance(Duration.ofHours(2));

        sessions.assertGood(withSession, ada);
    }

    @Test
    void endedLogins_areAnonymous() {
        sessions.assertGood(withSession, ada);
        tokens.assertGood(withToken, ada);
        engine.keycard.logins().endAll(ada.id(), engine.now());

        ended(Cause.LOGIN_ENDED);
    }

    @Test
    void deactivatedUser_isAnonymous_alsoAfterBeingLetInAgain() {
        sessions.assertGood(withSession, ada);
        engine.activate(ada, false);
        ended(Cause.LOGIN_ENDED);

        engine.activate(ada, true);
        ended(Cause.LOGIN_ENDED);
    }

    @Test
    void deletedUser_isAnonymous() {
        sessions.assertGood(withSession, ada);
        engine.delete(ada);

        sessions.assertNotAttempted(withSession);
        tokens.assertNotAttempted(withToken);
    }

    @Test
    void userWhomTheDirectoryBlockedOrLost_isAnonymous_andTheEngineSaysWhy() {
        Members members = new Members();
        User member = members.put(User.named(new UserId("member-7"), "ada"));
        try (TestEngine of = TestEngine.start(builder -> builder.users(members))) {
            User known = of.keycard.accounts().find(member.id()).orElseThrow();
            String secret =
                    of.keycard.sessions().begin(known, CLIENT).orElseThrow().secret();
            TestRequest request = cookie(TestRequest.get("/"), "keycard", secret);
            sessions(of).assertGood(request, member);

            members.put(member.withActive(false));
            of.keycard.accounts().userChanged(member.id());
            sessions(of).assertNotAttempted(request);
            assertThat(of.keycard.sessions().verify(secret)).isEqualTo(new SessionResult.Revoked(Cause.USER_INACTIVE));

            members.remove(member);
            of.keycard.accounts().userChanged(member.id());
            sessions(of).assertNotAttempted(request);
            assertThat(of.keycard.sessions().verify(secret)).isEqualTo(new SessionResult.Revoked(Cause.USER_NOT_FOUND));
        }
    }

    @Test
    void unsafeRequest_withoutTheProofOfItsOwnLogin_isRefused() {
        for (String proof : List.of("", csrfToken(Optional.empty()), csrfToken(Optional.of(pair.login())))) {
            sessions.assertRefused(
                    proven(unsafe(withSession), proof), ErrorCode.CSRF_FAILED, CredentialError.CSRF_FAILED);
        }
        tokens.assertRefused(
                proven(unsafe(withToken), csrfToken(Optional.of(session.login().id()))),
                ErrorCode.CSRF_FAILED,
                CredentialError.CSRF_FAILED);
    }

    @Test
    void unsafeRequest_withTheProofOfItsOwnLogin_isLetIn() {
        sessions.assertGood(
                proven(
                        unsafe(withSession),
                        csrfToken(Optional.of(session.login().id()))),
                ada);
        tokens.assertGood(proven(unsafe(withToken), csrfToken(Optional.of(pair.login()))), ada);
    }

    @Test
    void unsafeRequest_ofAnEndedSession_isAnonymous_notRefused() {
        engine.keycard.logins().revoke(session.login().id());

        sessions.assertNotAttempted(unsafe(withSession));
    }

    private void ended(Cause cause) {
        sessions.assertNotAttempted(withSession);
        tokens.assertNotAttempted(withToken);
        assertThat(engine.keycard.sessions().verify(session.secret())).isEqualTo(new SessionResult.Revoked(cause));
    }

    private String csrfToken(Optional<TimeId> login) {
        SetCookie cookie = engine.web.csrf().newCookie(login);
        return cookie.value();
    }

    private static Outcomes sessions(TestEngine engine) {
        return new Outcomes(
                new SessionAuthenticator(engine.keycard.sessions(), engine.web.sessionCookie(), engine.web.csrf()));
    }

    private static TestRequest unsafe(TestRequest request) {
        return new TestRequest(
                "POST", request.path(), null, request.lines(), request.body(), request.address(), request.secure());
    }

    private static TestRequest proven(TestRequest request, String proof) {
        return proof.isEmpty()
                ? request
                : cookie(request, "keycard_csrf", proof).with("X-CSRFToken", proof);
    }

    private static TestRequest cookie(TestRequest request, String name, String value) {
        return request.with("Cookie", name + "=" + value);
    }
}
