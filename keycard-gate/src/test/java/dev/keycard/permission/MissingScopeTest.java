package dev.keycard.permission;

import static dev.keycard.support.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import dev.keycard.message.Languages;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingScopeTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final Permission HAS = new HasScope("a");
    private static final Permission HOLDS = new HoldsScope("b");
    private static final Permission NO = (request, principal) -> false;
    private static final Permission BROKEN = (request, principal) -> {
        throw new IllegalStateException("broken");
    };

    @Test
    void tells_scopeForLackOfWhichTheRuleRefuses() {
        assertThat(missing(HAS, People.withToken("x"))).contains("a");
        assertThat(missing(HOLDS, People.staff())).contains("b");
        assertThat(missing(Permissions.IS_AUTHENTICATED.and(HAS), People.withToken("x")))
                .contains("a");
        assertThat(missing(HAS.and(HOLDS), People.withToken("a"))).contains("b");
        assertThat(missing(HAS.or(HOLDS), People.withToken("x"))).contains("a");
        assertThat(missing(NO.or(HOLDS), People.plain())).contains("b");
        assertThat(missing(HAS.withDenial("plan", "Buy more."), People.withToken("x")))
                .contains("a");
    }

    @Test
    void tellsNothing_whereNoScopeHelps() {
        assertThat(missing(NO, People.plain())).isEmpty();
        assertThat(missing(NO.and(HAS), People.withToken("x"))).isEmpty();
        assertThat(missing(HAS.not(), People.withToken("a"))).isEmpty();
        assertThat(missing(BROKEN.and(HAS), People.withToken("x"))).isEmpty();
        assertThat(missing(HAS, People.withToken("a"))).isEmpty();
    }

    @Test
    void refusal_challengesWithTheScope_whoeverIsSignedIn() {
        assertThat(challenge(HOLDS, People.plain()))
                .contains("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"b\"");
        assertThat(challenge(Permissions.IS_AUTHENTICATED.or(HAS), People.withToken("x")))
                .contains("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"a\"");
        assertThat(challenge(Permissions.IS_ADMIN_USER, People.staffWithToken("x")))
                .contains("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"admin\"");
        assertThat(challenge(Permissions.IS_ADMIN_USER, People.withToken("x"))).isEmpty();
        assertThat(challenge(NO, People.plain())).isEmpty();
        assertThat(challenge(HOLDS, Anonymous.ANONYMOUS)).isEmpty();
    }

    @Test
    void refusal_ofALimitedToken_saysThatScopesAreTheReason_whereNoneCanBeNamed() {
        assertThat(challenge(Permissions.IS_AUTHENTICATED, People.withToken("x")))
                .contains("Bearer realm=\"api\", error=\"insufficient_scope\"");
    }

    private static Optional<String> missing(Permission rule, Principal principal) {
        return MissingScope.of(rule, REQUEST, principal);
    }

    private static Optional<String> challenge(Permission rule, Principal principal) {
        return refusal(() -> Admission.require(rule, false, REQUEST, principal))
                .toResponse(ErrorCode.PERMISSION_DENIED.status(), false, new Languages().choose(null))
                .headers()
                .stream()
                .filter(header -> header.name().equals("WWW-Authenticate"))
                .map(Response.Header::value)
                .findFirst();
    }
}
