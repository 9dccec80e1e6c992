package dev.keycard.permission;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.refusal;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final Principal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());
    private static final Permission NO = (request, principal) -> false;
    private static final Permission LATER = Permission.ofObject(String.class, (request, principal, text) -> true);
    private static final Permission BROKEN = (request, principal) -> {
        throw new IllegalStateException("broken");
    };

    @Test
    void letsThrough_whatIsPermitted() {
        assertThatNoException()
                .isThrownBy(() -> Admission.require(Permissions.IS_AUTHENTICATED, false, REQUEST, ALICE));
    }

    @Test
    void refuses_aliceWith403_andNobodyWith401() {
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> Admission.require(NO, false, REQUEST, ALICE));
        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> Admission.require(NO, false, REQUEST, Anonymous.ANONYMOUS));
    }

    @Test
    void refuses_whatDependsOnAnObject_unlessThatIsCheckedLater() {
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> Admission.require(LATER, false, REQUEST, ALICE));
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> Admission.require(LATER.not(), false, REQUEST, ALICE));
        assertThatNoException().isThrownBy(() -> Admission.require(LATER, true, REQUEST, ALICE));
    }

    @Test
    void refuses_whatIsDeniedWhateverTheObject_beforeItIsLookedUp() {
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> Admission.require(LATER.and(NO), true, REQUEST, ALICE));
    }

    @Test
    void refuses_permissionThatThrows_underNotAndOrToo() {
        for (Permission rule : new Permission[] {BROKEN, BROKEN.not(), BROKEN.or(Permissions.ALLOW_ANY)}) {
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> Admission.require(rule, true, REQUEST, ALICE));
        }
    }

    @Test
    void refuses_inTheWordsOfTheRule_butNobodyInTheUsualOnes() {
        Permission worded = NO.withDenial("upgrade_needed", "Upgrade first.");

        assertThat(said(() -> Admission.require(worded, false, REQUEST, ALICE)))
                .isEqualTo("{\"detail\":\"Literal[sentence=Upgrade first.]\",\"code\":\"upgrade_needed\"}");
        assertThat(said(() -> Admission.require(worded, false, REQUEST, Anonymous.ANONYMOUS)))
                .contains("not_authenticated")
                .doesNotContain("pgrade");
    }

    private static String said(ThrowingCallable work) {
        byte[] body = refusal(work).toResponse(403, false, String::valueOf).body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
