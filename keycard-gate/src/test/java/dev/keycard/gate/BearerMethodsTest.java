package dev.keycard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import org.junit.jupiter.api.Test;

class BearerMethodsTest {

    private static final TestRequest GET = TestRequest.get("/");
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void refuses_tokenInTheQueryBesideAHeader() {
        refuses(GET.withQuery("access_token=x"));
        refuses(GET.withQuery("a=b&access_token="));
    }

    @Test
    void refuses_tokenInAFormBesideAHeader() {
        refuses(TestRequest.post("/").withBody(FORM, "access_token=x"));
        refuses(TestRequest.post("/").withBody(FORM + "; charset=utf-8", "a=b&access_token=x"));
    }

    @Test
    void letsThrough_everythingElse() {
        passes(GET, "Bearer x");
        passes(GET.withQuery("no_access_token=x"), "Bearer x");
        passes(GET.withQuery("access_token=x"), "Token x");
        passes(TestRequest.post("/").withJson("access_token=x"), "Bearer x");
        passes(TestRequest.post("/").withBody(FORM, "token=x"), "Bearer x");
    }

    private static void refuses(TestRequest request) {
        assertThat(BearerMethods.secondToken(request, "bearer abc"))
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID));
    }

    private static void passes(TestRequest request, String authorization) {
        assertThat(BearerMethods.secondToken(request, authorization)).isEmpty();
    }
}
