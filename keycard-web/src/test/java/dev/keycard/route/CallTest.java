package dev.keycard.route;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.TestRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final AuthenticatedPrincipal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());

    @Test
    void answers_whatStoodInThePath_andWhoCalls() {
        Call call = new Call(TestRequest.get("/"), ALICE, Map.of("id", "7"));

        assertThat(call.variable("id")).isEqualTo("7");
        assertThat(call.signedIn()).isSameAs(ALICE);
        assertThat(call.user()).isEqualTo(user(1));
    }

    @Test
    void refuses_placesThatTheRouteDoesNotHave() {
        Call call = new Call(TestRequest.get("/"), ALICE, Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> call.variable("id"));
    }

    @Test
    void refuses_toNameAUser_whereNobodyIsSignedIn() {
        Call call = new Call(TestRequest.get("/"), Anonymous.ANONYMOUS, Map.of());

        assertThatIllegalStateException().isThrownBy(call::signedIn);
        assertThatIllegalStateException().isThrownBy(call::user);
    }
}
