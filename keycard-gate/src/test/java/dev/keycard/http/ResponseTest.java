package dev.keycard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {

    @Test
    void adding_leavesTheOriginalAsItWas() {
        Response plain = Response.noContent();
        Response more =
                plain.with("A", "1").with(List.of(new Response.Header("B", "2"), new Response.Header("A", "3")));

        assertThat(plain.headers()).isEmpty();
        assertThat(more.status()).isEqualTo(204);
        assertThat(more.body()).isEmpty();
        assertThat(more.headers())
                .containsExactly(
                        new Response.Header("A", "1"), new Response.Header("B", "2"), new Response.Header("A", "3"));
        assertThat(more.has("B")).isTrue();
        assertThat(more.has("C")).isFalse();
    }

    @Test
    void headers_cannotBeChanged() {
        List<Response.Header> headers = Response.noContent().with("A", "1").headers();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(headers::clear);
    }

    @Test
    void body_isTheJsonThatWasGiven() {
        Response response = Response.json(201, Json.object().put("a", "\u00e9"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(response.headers()).containsExactly(new Response.Header("Content-Type", "application/json"));
    }

    @Test
    void cookie_isWrittenWithItsAttributes() {
        SetCookie cookie = new SetCookie("keycard", "x", Duration.ofHours(1), true, true);

        assertThat(line(cookie)).isEqualTo("keycard=x; Path=/; SameSite=Lax; Max-Age=3600; HttpOnly; Secure");
        assertThat(line(cookie.removed())).isEqualTo("keycard=; Path=/; SameSite=Lax; Max-Age=0; HttpOnly; Secure");
        assertThat(line(new SetCookie("a", "b", null, false, false))).isEqualTo("a=b; Path=/; SameSite=Lax");
    }

    @Test
    void cookie_printsWithoutItsValue() {
        SetCookie cookie = new SetCookie("keycard", "the-secret", null, true, true);

        assertThat(cookie).hasToString("SetCookie[keycard]");
        assertThat(Response.noContent().with(cookie).headers().toString()).doesNotContain("the-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "OPTIONS, true",
        "TRACE, true",
        "POST, false",
        "DELETE, false",
        "get, false",
        "'', false"
    })
    void safeMethods_areThoseOfTheStandard(String method, boolean safe) {
        assertThat(TestRequest.of(method, "/").isSafe()).isEqualTo(safe);
    }

    private static String line(SetCookie cookie) {
        return Response.noContent().with(cookie).headers().get(0).value();
    }
}
