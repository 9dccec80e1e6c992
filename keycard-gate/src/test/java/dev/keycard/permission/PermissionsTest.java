package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import org.junit.jupiter.api.Test;

class PermissionsTest {

    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final Principal ALICE = People.plain();
    private static final Principal STAFF = People.staff();
    private static final Principal SUPERUSER_ONLY = People.superuser();
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
    void isAdminUser_refusesLimitedTokenOfStaff_withoutTheScopeAdmin() {
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, People.staffWithToken()))
                .isTrue();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, People.staffWithToken("read", "admin")))
                .isTrue();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, People.staffWithToken("read", "Admin")))
                .isFalse();
        assertThat(Permissions.IS_ADMIN_USER.permits(GET, People.withToken("admin")))
                .isFalse();
    }

    @Test
    void areFound_byTheirLabelsOnly() {
        assertThat(Permissions.values())
                .allSatisfy(rule -> assertThat(Permissions.named(rule.label())).contains(rule));
        assertThat(Permissions.named("IsAuthenticated")).contains(Permissions.IS_AUTHENTICATED);
        assertThat(Permissions.named("isauthenticated")).isEmpty();
        assertThat(Permissions.named("IS_AUTHENTICATED")).isEmpty();
    }
}
