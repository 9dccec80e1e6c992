package dev.keycard.web.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.ApiTokenResult.Cause;
import dev.keycard.apitoken.ApiTokenResult.Problem;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Authenticator;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.web.apitoken.ApiTokenAuthenticator;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each outcome of {@code Authorization: Token}. */
class ApiTokenOutcomesTest {

    private final TestEngine engine = TestEngine.start();
    private final Outcomes tokens = new Outcomes(authenticator(engine));
    private final User ada = engine.user("ada");
    private final NewApiToken made = make(engine, ada);
    private final TestRequest request = token(made);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void goodToken_isItsOwners_withItsScopes_alsoFromMemory() {
        tokens.assertGood(request, ada);

        assertThat(tokens.authenticator().authenticateFromMemory(request)).isPresent();
        assertThat(Outcomes.principal(tokens.of(request)))
                .extracting("credential")
                .isEqualTo(new Credential.ApiToken(
                        made.token().id(), Set.of("read"), made.token().expiresAt()));
    }

    @Test
    void use_isNoted() {
        tokens.assertGood(request, ada);
        engine.keycard.apiTokens().writeUses();

        assertThat(engine.stores
                        .apiTokens()
                        .find(made.token().id())
                        .orElseThrow()
                        .lastUsedAt())
                .isEqualTo(engine.clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void otherSchemes_andNoHeader_areNotAttempted() {
        tokens.assertNotAttempted(TestRequest.get("/"));
        tokens.assertNotAttempted(header("Bearer " + made.secret().reveal()));
        tokens.assertNotAttempted(header("Tokenx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token", "Token ", "Token a b", "Token kc_x", "Token \u00e9"})
    void malformedToken_isRefused(String header) {
        tokens.assertRefused(header(header), ErrorCode.AUTHENTICATION_FAILED, Problem.MALFORMED);
    }

    @Test
    void unknownToken_isRefused() {
        try (TestEngine other = TestEngine.start()) {
            refused(token(make(other, other.user("ada"))), Problem.UNKNOWN_TOKEN);
        }
    }

    @Test
    void expiredToken_isRefused_alsoIfItWasSeenBefore() {
        tokens.assertGood(request, ada);
        engine.advance(Duration.ofDays(1));

        refused(request, Problem.EXPIRED);
    }

    @Test
    void revokedToken_isRefused_alsoIfItWasSeenBefore() {
        tokens.assertGood(request, ada);
        engine.keycard.apiTokens().end(ada.id(), made.token().id(), engine.now());

        refused(request, Cause.REVOKED);
    }

    @Test
    void deactivation_revokesTokens_forGood() {
        tokens.assertGood(request, ada);
        engine.activate(ada, false);
        refused(request, Cause.REVOKED);

        engine.activate(ada, true);
        refused(request, Cause.REVOKED);
    }

    @Test
    void tokenOfADeletedUser_isUnknown() {
        tokens.assertGood(request, ada);
        engine.delete(ada);

        refused(request, Problem.UNKNOWN_TOKEN);
    }

    @Test
    void tokenOfAUserWhomTheDirectoryBlocks_isRefused() {
        withMember((members, member, of) -> {
            members.put(member.withActive(false));
            of.keycard.accounts().userChanged(member.id());
            return Cause.USER_INACTIVE;
        });
    }

    @Test
    void tokenOfAUserWhomTheDirectoryLost_isRefused() {
        withMember((members, member, of) -> {
            members.remove(member);
            of.keycard.accounts().userChanged(member.id());
            return Cause.USER_NOT_FOUND;
        });
    }

    private interface Act {
        Cause in(Members members, User member, TestEngine of);
    }

    private static void withMember(Act act) {
        Members members = new Members();
        User member = members.put(User.named(new UserId("member-7"), "ada"));
        try (TestEngine of = TestEngine.start(builder -> builder.users(members))) {
            Outcomes outcomes = new Outcomes(authenticator(of));
            NewApiToken token = make(of, of.keycard.accounts().find(member.id()).orElseThrow());
            outcomes.assertGood(token(token), member);

            Cause cause = act.in(members, member, of);

            outcomes.assertRefused(token(token), ErrorCode.AUTHENTICATION_FAILED, cause);
            assertThat(of.keycard.apiTokens().verify(token.secret().reveal()))
                    .isEqualTo(new ApiTokenResult.Revoked(cause));
        }
    }

    private void refused(TestRequest presented, RefusalReason reason) {
        tokens.assertRefused(presented, ErrorCode.AUTHENTICATION_FAILED, reason);
    }

    private static Authenticator authenticator(TestEngine engine) {
        return new ApiTokenAuthenticator(
                engine.keycard.apiTokens(), engine.web.engineConfig().apiToken());
    }

    private static NewApiToken make(TestEngine engine, User owner) {
        return engine.keycard
                .apiTokens()
                .create(owner, "backup", Set.of("read"), Duration.ofDays(1), engine.now())
                .orElseThrow();
    }

    private static TestRequest token(NewApiToken made) {
        return header("Token " + made.secret().reveal());
    }

    private static TestRequest header(String value) {
        return TestRequest.get("/").with("Authorization", value);
    }
}
