package dev.keycard.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.support.Texts;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private final PathTemplate template = PathTemplate.parse("/api/logins/{id}/");

    @ParameterizedTest
    @ValueSource(strings = {"7", "a", "A-z_0.~", "..", "019cb1f4-8a00-7abc-8def-0123456789ab"})
    void matches_anyValueInAPlace(String value) {
        assertThat(template.match("/api/logins/" + value)).contains(Map.of("id", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/logins",
                "/api/logins/",
                "/api/logins//",
                "/api/logins/7/",
                "/api/logins/7/x",
                "/api//logins/7",
                "//api/logins/7",
                "/API/logins/7",
                "api/logins/7",
                "/api/%6cogins/7",
                "/api/./logins/7",
                "/x/../api/logins/7",
                "/api/logins;x/7",
            })
    void refuses_otherPaths(String path) {
        assertThat(template.match(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{id}", "{x}", "%37", "a b", "a;b", "a?b", "\u00e9", "a\0", "a\n", "*", "a\\b"})
    void refuses_valuesThatNoIdHas(String value) {
        assertThat(template.match("/api/logins/" + value)).isEmpty();
    }

    @Test
    void refuses_valuesBeyond64Characters() {
        assertThat(template.match("/api/logins/" + "a".repeat(64))).isPresent();
        assertThat(template.match("/api/logins/" + "a".repeat(65))).isEmpty();
    }

    @Test
    void fillsSeveralPlaces() {
        PathTemplate two = PathTemplate.parse("/a/{x}/b/{y}");

        assertThat(two.hasPlaces()).isTrue();
        assertThat(two.match("/a/1/b/2")).contains(Map.of("x", "1", "y", "2"));
    }

    @Test
    void withoutPlaces_matchesItselfOnly() {
        PathTemplate fixed = PathTemplate.parse("/healthz");

        assertThat(fixed.hasPlaces()).isFalse();
        assertThat(fixed.match("/healthz")).contains(Map.of());
        assertThat(fixed.match("/healthz/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "a", "//", "/a//b", "/a//", "/a b", "/{}", "/{ID}", "/a{id}", "/{id", "/%41", "/a?b", "/\u00e9"
            })
    void refuses_templatesThatCouldNotBeAskedFor(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathTemplate.parse(path));
    }

    @Property(tries = 1000)
    void anyMatch_isThePathPutTogetherAgain(@ForAll("paths") String path) {
        template.match(path).ifPresent(variables -> assertThat(path).isEqualTo("/api/logins/" + variables.get("id")));
    }

    @Provide
    Arbitrary<String> paths() {
        return Texts.around("/", "api", "logins", "/api/logins/", "7", "{id}", "..", "%2f");
    }
}
