package dev.keycard.gate;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response.Header;
import dev.keycard.http.TestRequest;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.support.HandClock;
import dev.keycard.verifier.Jwks;
import dev.keycard.verifier.TestIssuer;
import dev.keycard.verifier.Verifier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Gate of a program that only verifies, with a real verifier. */
class BearerAuthenticatorTest {

    private static final UserId ALICE = UserId.of(7);

    private final HandClock clock = new HandClock();
    private final MemoryLog log = new MemoryLog();
    private final TestIssuer issuer = new TestIssuer();
    private final TimeId login = TestIssuer.loginAt(HandClock.START);
    private final String token = issuer.token(ALICE, login, HandClock.START);
    private final Verifier verifier = start();
    private final BearerAuthenticator bearer = new BearerAuthenticator(verifier);
    private final Gate gate = gate(bearer);

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    @Test
    void tokensUser_isThePrincipal() {
        AuthenticatedPrincipal principal =
                (AuthenticatedPrincipal) gate.pass(request(token), endpoint(Permissions.IS_AUTHENTICATED))
                        .principal();

        assertThat(principal.subject().id()).isEqualTo(ALICE);
        assertThat(gate.passFromMemory(request(token), endpoint(Permissions.IS_AUTHENTICATED)))
                .isPresent();
    }

    @Test
    void permissions_decideByTheClaims() {
        Permission editor = (request, principal) -> principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.subject().roles().contains("editor");

        assertThat(gate.pass(request(token), endpoint(editor)).principal()).isInstanceOf(AuthenticatedPrincipal.class);
        assertRefused(
                ErrorCode.PERMISSION_DENIED, () -> gate.pass(request(token), endpoint(Permissions.IS_ADMIN_USER)));
    }

    @Test
    void refuses_whatIsNoToken_evenWhereEverybodyMayCome() {
        assertRefused(ErrorCode.TOKEN_NOT_VALID, () -> gate.pass(request("x"), endpoint(Permissions.ALLOW_ANY)));
        assertRefused(
                ErrorCode.BAD_AUTHORIZATION_HEADER, () -> gate.pass(request("a b"), endpoint(Permissions.ALLOW_ANY)));
        assertRefused(
                ErrorCode.BAD_AUTHORIZATION_HEADER, () -> gate.pass(request(""), endpoint(Permissions.ALLOW_ANY)));
    }

    @Test
    void otherSchemes_andNoHeader_areNobody() {
        Request basic = TestRequest.get("/").with("Authorization", "Basic eA==");

        assertThat(gate.pass(basic, endpoint(Permissions.ALLOW_ANY)).principal())
                .isEqualTo(Anonymous.ANONYMOUS);
        assertRefused(
                ErrorCode.NOT_AUTHENTICATED,
                () -> gate.pass(TestRequest.get("/"), endpoint(Permissions.IS_AUTHENTICATED)));
    }

    @Test
    void refuses_anEndedLogin() {
        log.others(clock.instant(), new Change.LoginEnded(login));
        try (Verifier later = start()) {
            assertRefused(
                    ErrorCode.TOKEN_NOT_VALID,
                    () -> gate(new BearerAuthenticator(later))
                            .pass(request(token), endpoint(Permissions.IS_AUTHENTICATED)));
        }
    }

    @Test
    void answers503_whenNothingIsKnownOfRevocations() {
        log.failWith(new IllegalStateException("away"));
        try (Verifier blind = start()) {
            ApiError refusal = refusal(() ->
                    gate(new BearerAuthenticator(blind)).pass(request(token), endpoint(Permissions.IS_AUTHENTICATED)));

            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void challenges_nameTheScheme_andWhatIsWrong() {
        Challenges challenges = Challenges.of(List.of(bearer));

        assertThat(challenges.headers(new ApiError(ErrorCode.NOT_AUTHENTICATED)))
                .containsExactly(new Header("WWW-Authenticate", "Bearer realm=\"api\""));
        assertThat(challenges.headers(new ApiError(ErrorCode.TOKEN_NOT_VALID)))
                .containsExactly(new Header("WWW-Authenticate", "Bearer realm=\"api\", error=\"invalid_token\""));
        assertThat(challenges.headers(new ApiError(ErrorCode.PERMISSION_DENIED)))
                .isEmpty();
        assertThat(Challenges.of(List.of()).status(new ApiError(ErrorCode.NOT_AUTHENTICATED)))
                .isEqualTo(403);
    }

    /** Follows so seldom that only what is read at the start counts. */
    private Verifier start() {
        return Verifier.builder()
                .keys(Jwks.from(issuer.uri()))
                .revocations(log)
                .following(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))
                .clock(clock, clock::nanoTime)
                .start();
    }

    private static Gate gate(Authenticator authenticator) {
        return new Gate(List.of(authenticator), Throttle.unlimited(), RefusalListener.none());
    }

    private static Guarded endpoint(Permission permission) {
        return Guarded.of("orders", "GET", Access.guarded(permission, false));
    }

    private static Request request(String token) {
        return TestRequest.get("/").with("Authorization", "Bearer " + token);
    }
}
