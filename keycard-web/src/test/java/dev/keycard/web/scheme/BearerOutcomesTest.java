package dev.keycard.web.scheme;

import static dev.keycard.web.scheme.TestEngine.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.CredentialError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.jwt.JwtError;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each outcome of {@code Authorization: Bearer}. */
class BearerOutcomesTest {

    private final TestEngine engine = TestEngine.start();
    private final Outcomes bearer = new Outcomes(new BearerAuthenticator(engine.web.accessTokens()));
    private final User ada = engine.user("ada");
    private final TokenPair pair = engine.keycard.tokens().issue(ada, CLIENT).orElseThrow();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void goodToken_isItsUsers_alsoFromMemory() {
        bearer.assertGood(bearer(pair.access()), ada);

        assertThat(bearer.authenticator().authenticateFromMemory(bearer(pair.access())))
                .isPresent();
    }

    @Test
    void otherSchemes_andNoHeader_areNotAttempted() {
        bearer.assertNotAttempted(TestRequest.get("/"));
        bearer.assertNotAttempted(header("Token " + pair.access()));
        bearer.assertNotAttempted(header("Bearerx " + pair.access()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer \u00e9"})
    void malformedHeader_isRefused(String header) {
        bearer.assertRefused(header(header), ErrorCode.BAD_AUTHORIZATION_HEADER, CredentialError.MALFORMED);
    }

    @Test
    void malformedToken_isRefused() {
        refused("nonsense", JwtError.MALFORMED);
    }

    @Test
    void changedToken_isRefused() {
        refused(pair.access().substring(0, pair.access().length() - 8) + "AAAAAAAA", JwtError.BAD_SIGNATURE);
    }

    @Test
    void refreshToken_isRefused() {
        refused(pair.refresh(), JwtError.UNSUPPORTED);
    }

    @Test
    void expiredToken_isRefused_alsoIfItWasSeenBefore() {
        bearer.assertGood(bearer(pair.access()), ada);
        engine.advance(Duration.ofMinutes(5));

        refused(pair.access(), JwtError.EXPIRED);
    }

    @Test
    void endedLogin_isRefused_seenBeforeOrNot() {
        TokenPair unseen = engine.keycard.tokens().issue(ada, CLIENT).orElseThrow();
        bearer.assertGood(bearer(pair.access()), ada);
        engine.keycard.logins().endAll(ada.id(), engine.now());

        refused(pair.access(), VerifyResult.Cause.LOGIN_ENDED);
        refused(unseen.access(), VerifyResult.Cause.LOGIN_ENDED);
    }

    @Test
    void newPassword_refusesTokens_butForTheSparedLogin() {
        TokenPair spared = engine.keycard.tokens().issue(ada, CLIENT).orElseThrow();
        NewPassword wanted = NewPassword.replacing(ada, "another hash").sparing(spared.login());
        engine.stores.users().changePassword(wanted, engine.now());

        refused(pair.access(), VerifyResult.Cause.LOGIN_ENDED);
        bearer.assertGood(bearer(spared.access()), ada);
    }

    @Test
    void tokenOfADeactivatedUser_isRefused_andStaysSoWhenTheUserIsLetInAgain() {
        bearer.assertGood(bearer(pair.access()), ada);
        engine.activate(ada, false);
        bearer.assertRefused(bearer(pair.access()), ErrorCode.USER_INACTIVE, VerifyResult.Cause.USER_INACTIVE);

        engine.activate(ada, true);
        refused(pair.access(), VerifyResult.Cause.LOGIN_ENDED);
    }

    @Test
    void tokenOfADeletedUser_isRefused() {
        bearer.assertGood(bearer(pair.access()), ada);
        engine.delete(ada);

        bearer.assertRefused(bearer(pair.access()), ErrorCode.USER_NOT_FOUND, VerifyResult.Cause.USER_NOT_FOUND);
    }

    @Test
    void oldView_decidesNothingFromMemory() {
        bearer.assertGood(bearer(pair.access()), ada);
        engine.clock.advance(Duration.ofSeconds(6));

        assertThat(bearer.authenticator().authenticateFromMemory(bearer(pair.access())))
                .isEmpty();
        bearer.assertGood(bearer(pair.access()), ada);
    }

    private void refused(String token, RefusalReason reason) {
        bearer.assertRefused(bearer(token), ErrorCode.TOKEN_NOT_VALID, reason);
    }

    private static TestRequest bearer(String token) {
        return header("Bearer " + token);
    }

    private static TestRequest header(String value) {
        return TestRequest.get("/").with("Authorization", value);
    }
}
