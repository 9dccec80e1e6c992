package dev.keycard.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.http.Response;
import dev.keycard.permission.Permissions;
import dev.keycard.support.Texts;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final Endpoint ENDPOINT = call -> Response.noContent();
    private static final Route LIST = route("tokens", "GET", "/api/tokens/");
    private static final Route CREATE = route("tokens", "POST", "/api/tokens/");
    private static final Route END = route("token", "DELETE", "/api/tokens/{id}/");

    private final RouteTable table = new RouteTable(List.of(LIST, CREATE, END), Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"/api/tokens", "/api/tokens/"})
    void finds_fixedPath_withAndWithoutItsSlash(String path) {
        RouteTable.Resource resource = table.find(path).orElseThrow().resource();

        assertThat(resource.route("GET")).isEqualTo(LIST);
        assertThat(resource.route("POST")).isEqualTo(CREATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tokens/7", "/api/tokens/7/"})
    void finds_pathWithPlaces_withAndWithoutItsSlash(String path) {
        RouteTable.Match match = table.find(path).orElseThrow();

        assertThat(match.resource().route("DELETE")).isEqualTo(END);
        assertThat(match.variables()).containsExactly(Map.entry("id", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/api",
                "/api/tokens//",
                "/api/tokens/7//",
                "/api/tokens/{id}",
                "/api/tokens/7/8",
                "//api/tokens",
                "/api/./tokens",
                "/Api/tokens",
                "/api/token%73",
                "/api/tokens?x",
            })
    void refuses_otherSpellings(String path) {
        assertThat(table.find(path)).isEmpty();
    }

    @Test
    void head_isAnsweredLikeGet() {
        RouteTable.Resource tokens = table.find("/api/tokens").orElseThrow().resource();
        RouteTable.Resource token = table.find("/api/tokens/7").orElseThrow().resource();

        assertThat(tokens.route("HEAD")).isEqualTo(LIST);
        assertThat(token.route("HEAD")).isNull();
        assertThat(tokens.route("get")).isNull();
        assertThat(tokens.route("PATCH")).isNull();
    }

    @Test
    void allow_namesTheMethodsInOrder() {
        RouteTable.Resource tokens = table.find("/api/tokens").orElseThrow().resource();

        assertThat(tokens.allow()).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(table.find("/api/tokens/7").orElseThrow().resource().allow()).isEqualTo("DELETE, OPTIONS");
        assertThat(tokens.any()).isEqualTo(LIST);
    }

    @Test
    void otherPaths_moveAllRoutesOfTheName() {
        RouteTable moved = new RouteTable(List.of(LIST, CREATE, END), Map.of("tokens", "/keys"));

        assertThat(moved.find("/keys/").orElseThrow().resource().route("POST")).isNotNull();
        assertThat(moved.find("/api/tokens")).isEmpty();
        assertThat(moved.find("/api/tokens/7")).isPresent();
    }

    @Test
    void fixedPath_comesBeforeAPlace() {
        Route mine = route("mine", "GET", "/api/tokens/mine");
        RouteTable both = new RouteTable(List.of(END, mine), Map.of());

        assertThat(both.find("/api/tokens/mine").orElseThrow().resource().any()).isEqualTo(mine);
        assertThat(both.find("/api/tokens/yours").orElseThrow().resource().any())
                .isEqualTo(END);
    }

    @Test
    void refuses_twoRoutesOfOneMethodAndPath() {
        Route again = route("again", "GET", "/api/tokens");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteTable(List.of(LIST, again), Map.of()))
                .withMessageContaining("GET /api/tokens");
    }

    @Test
    void refuses_pathsForNamesThatNoRouteHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteTable(List.of(LIST), Map.of("nobody", "/x")))
                .withMessageContaining("nobody");
    }

    @Test
    void refuses_pathsThatCouldNotBeAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteTable(List.of(LIST), Map.of("tokens", "keys")));
    }

    @Property(tries = 1000)
    void anyPath_isFoundInOneOfItsTwoSpellings_orNotAtAll(@ForAll("paths") String path) {
        table.find(path)
                .ifPresent(match -> assertThat(path)
                        .matches(
                                match.variables().isEmpty() ? "/api/tokens/?" : "/api/tokens/[A-Za-z0-9._~-]{1,64}/?"));
    }

    @Test
    @Timeout(2)
    void costIsBounded_forLongPaths() {
        assertThat(table.find("/".repeat(65_000))).isEmpty();
        assertThat(table.find("/api/tokens/" + "a".repeat(65_000))).isEmpty();
    }

    @Provide
    Arbitrary<String> paths() {
        return Texts.around("/", "api", "tokens", "/api/tokens", "7", "{id}", "..", "%2f");
    }

    private static Route route(String name, String method, String path) {
        return Route.guarded(name, method, path, Permissions.IS_AUTHENTICATED, ENDPOINT);
    }
}
