package dev.keycard.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Access;
import dev.keycard.http.Response;
import dev.keycard.permission.Permissions;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final Endpoint ENDPOINT = call -> Response.noContent();

    @Test
    void guarded_checksCredentials_onAWorker() {
        Route route = Route.guarded("a", "POST", "/a", Permissions.IS_ADMIN_USER, ENDPOINT);

        assertThat(route.credentials()).isEqualTo(Access.Credentials.CHECKED);
        assertThat(route.permission()).isEqualTo(Permissions.IS_ADMIN_USER);
        assertThat(route.where()).isEqualTo(Route.Where.WORKER);
        assertThat(route.fromMemory().where()).isEqualTo(Route.Where.EVENT_LOOP);
        assertThat(route.fromMemory().permission()).isEqualTo(Permissions.IS_ADMIN_USER);
    }

    @Test
    void open_takesNoNoticeOfCredentials() {
        Route route = Route.open("a", "POST", "/a", Route.Where.WORKER, ENDPOINT);

        assertThat(route.credentials()).isEqualTo(Access.Credentials.IGNORED);
        assertThat(route.permission()).isEqualTo(Permissions.ALLOW_ANY);
    }

    @Test
    void exempt_isForReadingOnly() {
        Route route = Route.exempt("a", "/a", Route.Where.EVENT_LOOP, ENDPOINT);

        assertThat(route.credentials()).isEqualTo(Access.Credentials.EXEMPT);
        assertThat(route.method()).isEqualTo("GET");
    }

    @Test
    void at_movesThePathAlone() {
        Route route = Route.guarded("a", "POST", "/a", Permissions.IS_ADMIN_USER, ENDPOINT);

        assertThat(route.at("/b")).isEqualTo(Route.guarded("a", "POST", "/b", Permissions.IS_ADMIN_USER, ENDPOINT));
    }

    @Test
    void objects_areCheckedOnlyByRoutesThatSaySo() {
        Route route = Route.guarded("a", "POST", "/a", Permissions.IS_ADMIN_USER, ENDPOINT);

        assertThat(route.checksObjects()).isFalse();
        assertThat(route.checkingObjects().at("/b").fromMemory().checksObjects())
                .isTrue();
    }
}
