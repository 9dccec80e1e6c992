package dev.keycard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    private static final TestRequest GET = TestRequest.get("/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*/*",
                "application/json",
                "Application/JSON",
                "application/*",
                "application/problem+json",
                "text/html, application/json;q=0.5",
                "text/html;q=1,*/*;q=0.1",
                "application/json;q=0.001",
                "application/json; charset=utf-8",
            })
    void accepts_whatJsonFits(String accept) {
        assertThat(Negotiation.acceptsJson(GET.with("Accept", accept))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml",
                "application/json;q=0",
                "*/*; Q=0.000",
                "text/*",
                "json",
                ",",
                ";",
                "application/json;q=0."
            })
    void refuses_whatJsonDoesNotFit(String accept) {
        assertThat(Negotiation.acceptsJson(GET.with("Accept", accept))).isFalse();
    }

    @Test
    void accepts_noHeader_andAnyOfSeveralLines() {
        assertThat(Negotiation.acceptsJson(GET)).isTrue();
        assertThat(Negotiation.acceptsJson(GET.with("Accept", "text/html").with("Accept", "application/json")))
                .isTrue();
    }

    @Test
    void sendsProblems_onlyToThoseWhoNameThem() {
        assertThat(Negotiation.wantsProblem(GET)).isFalse();
        assertThat(Negotiation.wantsProblem(GET.with("Accept", "*/*"))).isFalse();
        assertThat(Negotiation.wantsProblem(GET.with("Accept", "application/problem+json;q=0")))
                .isFalse();
        assertThat(Negotiation.wantsProblem(GET.with("Accept", "text/html, Application/Problem+JSON;q=0.9")))
                .isTrue();
    }

    @Property(tries = 500)
    void whoWantsProblems_acceptsJson(@ForAll("headers") String accept) {
        TestRequest request = GET.with("Accept", accept);

        assertThat(!Negotiation.wantsProblem(request) || Negotiation.acceptsJson(request))
                .isTrue();
    }

    @Test
    @Timeout(2)
    void costIsBounded_forManyParameters() {
        assertThat(Negotiation.acceptsJson(GET.with("Accept", "application/json" + ";q".repeat(20_000))))
                .isTrue();
    }

    @Provide
    Arbitrary<String> headers() {
        return Texts.around("application/json", "application/problem+json", "*/*", ";", ",", "q=0", "q=0.5", " ");
    }
}
