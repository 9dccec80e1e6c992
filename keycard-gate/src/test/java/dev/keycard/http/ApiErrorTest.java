package dev.keycard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.message.Catalogue;
import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorTest {

    @Test
    void rendersDetailAndCode() {
        Response response = new ApiError(ErrorCode.NOT_FOUND).toResponse(404, false, Catalogue.of("en"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers()).contains(new Response.Header("Content-Type", "application/json"));
        assertThat(text(response)).isEqualTo("{\"detail\":\"There is nothing here.\",\"code\":\"not_found\"}");
    }

    @Test
    void rendersEachFieldsSentences_inTheOrderOfTheirNames() {
        ApiError error = ApiError.invalid(Map.of(
                "b",
                List.of(Message.literally("two"), Message.literally("three")),
                "a",
                List.of(Message.literally("one"))));

        assertThat(text(error.toResponse(400, false, Catalogue.of("en"))))
                .isEqualTo("{\"a\":[\"one\"],\"b\":[\"two\",\"three\"]}");
    }

    @Test
    void rendersProblem_withTheFieldsAsErrors() {
        Response response =
                ApiError.invalid("a", MessageKey.FIELD_TOO_LONG, 7).toResponse(400, true, Catalogue.of("en"));

        assertThat(response.headers()).contains(new Response.Header("Content-Type", "application/problem+json"));
        assertThat(text(response))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"invalid\",\"status\":400,"
                        + "\"detail\":\"The request is not valid.\",\"code\":\"invalid\",\"errors\":{\"a\":[\"At "
                        + "most 7 characters.\"]}}");
    }

    @Test
    void rendersProblem_withTheStatusThatIsSent() {
        Response response = new ApiError(ErrorCode.NOT_AUTHENTICATED).toResponse(403, true, Catalogue.of("en"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).contains("\"status\":403", "\"title\":\"not authenticated\"");
    }

    @Test
    void rendersFurtherMembersAndHeaders() {
        ApiError error = new ApiError(ErrorCode.TOKEN_NOT_VALID)
                .with(translator -> Json.object().put("hint", "x"))
                .with("A", "1")
                .with("A", "2");

        Response response = error.toResponse(401, false, Catalogue.of("en"));

        assertThat(text(response)).endsWith("\"code\":\"token_not_valid\",\"hint\":\"x\"}");
        assertThat(response.headers())
                .containsSubsequence(new Response.Header("A", "1"), new Response.Header("A", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1",
        "PT0.000000001S, 1",
        "PT1S, 1",
        "PT1.000000001S, 2",
        "PT1.0001S, 2",
        "PT59.001S, 60",
        "PT60S, 60"
    })
    void retryAfter_isRoundedUpToWholeSeconds(Duration wait, String seconds) {
        Response response = ApiError.retryAfter(ErrorCode.THROTTLED, wait).toResponse(429, false, Catalogue.of("en"));

        assertThat(response.headers()).contains(new Response.Header("Retry-After", seconds));
    }

    @Test
    void carriesNoStackTrace_soThatAttackersDoNotDecideWhatItCosts() {
        assertThat(new ApiError(ErrorCode.INVALID).getStackTrace()).isEmpty();
        assertThat(new ApiError(ErrorCode.INVALID)).hasMessage("invalid").hasNoCause();
    }

    @Test
    void everyCode_isLowerCaseAndHasASentenceAndAnErrorStatus() {
        assertThat(ErrorCode.values()).allSatisfy(code -> {
            assertThat(code.wire()).matches("[a-z_]+");
            assertThat(Catalogue.of("en").say(code.message())).isNotBlank();
            assertThat(code.status()).isBetween(400, 599);
        });
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void retryAfter_isWholeSeconds_roundedUp() {
        assertThat(ApiError.retryAfter(ErrorCode.THROTTLED, Duration.ofMillis(59_500))
                        .toResponse(429, false, Catalogue.of("en"))
                        .headers())
                .contains(new Response.Header("Retry-After", "60"));
    }
}
