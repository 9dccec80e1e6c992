package dev.keycard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Challenges;
import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseHeadersTest {

    private static final TestRequest REQUEST = TestRequest.get("/");

    private final ResponseHeaders finish = headers(false, "Bearer realm=\"api\"", "Token");
    private final ResponseHeaders sessionsOnly = headers(true);

    private static ResponseHeaders headers(boolean strictTransport, String... challenges) {
        return new ResponseHeaders(new Refusals(Challenges.ofTexts(List.of(challenges))), strictTransport);
    }

    @Test
    void everyAnswer_isKeptOutOfCachesAndFrames() {
        Response response = finish.success(Response.noContent());

        assertThat(response.headers())
                .containsExactly(
                        new Response.Header("X-Content-Type-Options", "nosniff"),
                        new Response.Header("Referrer-Policy", "no-referrer"),
                        new Response.Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
                        new Response.Header("Cache-Control", "no-store"),
                        new Response.Header("Vary", "Authorization, Cookie"));
    }

    @Test
    void publicFacts_keepTheirOwnCaching() {
        Response response = finish.success(Response.noContent().with("Cache-Control", "max-age=300"));

        assertThat(values(response, "Cache-Control")).containsExactly("max-age=300");
        assertThat(values(response, "Vary")).isEmpty();
        assertThat(values(response, "X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void tls_isAskedForAgain_onlyWhereTheSiteHasIt() {
        assertThat(values(sessionsOnly.success(Response.noContent()), "Strict-Transport-Security"))
                .containsExactly("max-age=31536000");
        assertThat(values(finish.success(Response.noContent()), "Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void refusal401_namesEveryWayToDoBetter() {
        Response response = refusal(ErrorCode.NOT_AUTHENTICATED);

        assertThat(response.status()).isEqualTo(401);
        assertThat(values(response, "WWW-Authenticate")).containsExactly("Bearer realm=\"api\"", "Token");
        assertThat(values(response, "Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN_NOT_VALID", "USER_NOT_FOUND", "USER_INACTIVE"})
    void refusalOfABadToken_saysSo(ErrorCode code) {
        assertThat(values(refusal(code), "WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"invalid_token\"", "Token");
    }

    @ParameterizedTest
    @EnumSource(names = {"PERMISSION_DENIED", "CSRF_FAILED", "NOT_FOUND", "INVALID", "THROTTLED"})
    void otherRefusals_challengeNobody(ErrorCode code) {
        assertThat(values(refusal(code), "WWW-Authenticate")).isEmpty();
    }

    @Test
    void refusal401_becomes403_whereThereIsNoWayToNameOne() {
        Response plain = sessionsOnly.refusal(REQUEST, new ApiError(ErrorCode.NOT_AUTHENTICATED));
        Response problem = sessionsOnly.refusal(
                REQUEST.with("Accept", "application/problem+json"), new ApiError(ErrorCode.NOT_AUTHENTICATED));

        assertThat(plain.status()).isEqualTo(403);
        assertThat(values(plain, "WWW-Authenticate")).isEmpty();
        assertThat(text(plain)).contains("\"code\":\"not_authenticated\"");
        assertThat(problem.status()).isEqualTo(403);
        assertThat(text(problem)).contains("\"status\":403");
    }

    @Test
    void problems_areForThoseWhoNameThem() {
        Response problem =
                finish.refusal(REQUEST.with("Accept", "application/problem+json"), new ApiError(ErrorCode.NOT_FOUND));

        assertThat(values(problem, "Content-Type")).containsExactly("application/problem+json");
        assertThat(values(refusal(ErrorCode.NOT_FOUND), "Content-Type")).containsExactly("application/json");
    }

    private Response refusal(ErrorCode code) {
        return finish.refusal(REQUEST, new ApiError(code));
    }

    private static List<String> values(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Response.Header::value)
                .toList();
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
