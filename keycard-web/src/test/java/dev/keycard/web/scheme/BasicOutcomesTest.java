package dev.keycard.web.scheme;

import static dev.keycard.support.Refusals.refusal;
import static dev.keycard.web.scheme.TestEngine.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.CredentialError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import dev.keycard.web.signin.BasicAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each outcome of {@code Authorization: Basic}. Memory decides about the form of the header alone. */
class BasicOutcomesTest {

    private final TestEngine engine = TestEngine.start();
    private final Outcomes basic = new Outcomes(new BasicAuthenticator(engine.keycard.signIn(), engine.web.csrf()));
    private final User ada = engine.user("ada");

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void rightPassword_isItsUsers_andIsNeverKeptInMemory() {
        basic.assertGood(with("ada", PASSWORD), ada);

        assertThat(basic.authenticator().authenticateFromMemory(with("ada", PASSWORD)))
                .isEmpty();
    }

    @Test
    void otherSchemes_andNoHeader_areNotAttempted() {
        basic.assertNotAttempted(TestRequest.get("/"));
        basic.assertNotAttempted(TestRequest.get("/").with("Authorization", "Bearer x"));
    }

    @Test
    void malformedHeader_isRefused() {
        basic.assertRefused(
                TestRequest.get("/").with("Authorization", "Basic !"),
                ErrorCode.AUTHENTICATION_FAILED,
                CredentialError.MALFORMED);
    }

    @Test
    void wrongPassword_isRefused() {
        refused(with("ada", "wrong"));
    }

    @Test
    void unknownName_isRefused() {
        refused(with("bob", PASSWORD));
    }

    @Test
    void deactivatedUser_isRefused_andLetInWhenActiveAgain() {
        engine.activate(ada, false);
        refused(with("ada", PASSWORD));

        engine.activate(ada, true);
        basic.assertGood(with("ada", PASSWORD), ada);
    }

    @Test
    void deletedUser_isRefused() {
        engine.delete(ada);

        refused(with("ada", PASSWORD));
    }

    @Test
    void userWithoutAUsablePassword_isRefused() {
        engine.stores.users().create(NewUser.named(Username.of("robot"), "!"), engine.now());

        refused(with("robot", PASSWORD));
    }

    @Test
    void guesses_areThrottled_evenIfTheNextOneIsRight() {
        for (int i = 0; i < 10; i++) {
            refused(with("ada", "guess" + i));
        }

        assertThat(refusal(() -> basic.authenticator().authenticate(with("ada", PASSWORD)))
                        .code())
                .isEqualTo(ErrorCode.THROTTLED);
    }

    /** The same reason for all: it stands in a metric, which would show which names exist. */
    private void refused(TestRequest request) {
        basic.assertRefused(request, ErrorCode.AUTHENTICATION_FAILED, CredentialError.BAD_CREDENTIALS);
    }

    private static TestRequest with(String name, String password) {
        byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return TestRequest.get("/")
                .with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
}
