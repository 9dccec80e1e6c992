package dev.keycard.permission;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import org.junit.jupiter.api.Test;

class PermissionsTest {

    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final Principal ALICE = signedIn(user(1));
    private static final Principal STAFF =
            signedIn(new UserChange(null, null, null, null, true, null, null, null).applyTo(user(2)));
    private static final Principal SUPERUSER_ONLY =
            signedIn(new UserChange(null, null, null, null, false, true, null, null).applyTo(user(3)));
    private static final Request GET = TestRequest.get("/");
    private static final Request POST = TestRequest.post("/");

    @Test
    void allowAny_permitsEverybody() {
        assertThat(Permissions.ALLOW_ANY.permits(POST, NOBODY)).isTrue();
        assertThat(Permissions.ALLOW_ANY.permits(POST, ALICE)).isTrue();
    }

    @Test
    void isAuthenticated_refusesNobodyInParticular() {
        assertThat(Permissions.IS_AUTHENTICATED.permits(GET, ALICE)).isTrue();
        assertThat(Permissions.IS_AUTHENTICATED.permits(GET, NOBODY)).isFalse();
    }

    @Test
    void isAuthenticatedOrReadOnly_refusesWritesOfNobodyInParticular() {
        Permission rule = Permissions.IS_AUTHENTICATED_OR_READ_ONLY;

        assertThat(rule.permits(GET, NOBODY)).isTrue();
        assertThat(rule.permits(TestRequest.of("HEAD", "/"), NOBODY)).isTrue();
        assertThat(rule.permits(POST, ALICE)).isTrue();
        assertThat(rule.permits(POST, NOBODY)).isFalse();
        assertThat(rule.permits(TestRequest.of("get", "/"), NOBODY)).isFalse();
    }

    @Test
    void isAdminUser_refusesAllButStaff() {
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, STAFF)).isTrue();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, ALICE)).isFalse();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, SUPERUSER_ONLY)).isFalse();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, NOBODY)).isFalse();
    }

    @Test
    void areFound_byTheirLabelsOnly() {
        assertThat(Permissions.values())
                .allSatisfy(rule -> assertThat(Permissions.named(rule.label())).contains(rule));
        assertThat(Permissions.named("IsAuthenticated")).contains(Permissions.IS_AUTHENTICATED);
        assertThat(Permissions.named("isauthenticated")).isEmpty();
        assertThat(Permissions.named("IS_AUTHENTICATED")).isEmpty();
    }

    private static Principal signedIn(User user) {
        return new AuthenticatedPrincipal(user, new Credential.Basic());
    }
}
