package dev.keycard.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String GOOD = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void accepts_theExampleOfTheSpecification() {
        assertThat(TraceParent.parse(GOOD)).contains(new TraceParent(TRACE, SPAN, GOOD));
    }

    @Test
    void accepts_whatALaterVersionAppends() {
        assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-holds"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01.more",
                "cc-" + TRACE + "-" + SPAN + "-01-\nmore",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00_" + TRACE + "-" + SPAN + "-01",
                "0x-" + TRACE + "-" + SPAN + "-01",
                " " + GOOD,
                GOOD + " "
            })
    void ignores_whateverIsNotExactlyThat(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }

    @Property
    void neverFails_andLetsOnlyHexThrough(@ForAll String text) {
        TraceParent.parse(text).ifPresent(parent -> assertThat(parent.traceId()).matches("[0-9a-f]{32}"));
    }

    @Test
    void ignores_twoHeaders() {
        TestRequest twice = TestRequest.get("/").with("traceparent", GOOD).with("traceparent", GOOD);
        assertThat(TraceParent.of(twice)).isEmpty();
    }

    @Test
    void isNotedForTheLog_untilTheRequestIsAnswered() {
        Tracing tracing = Tracing.begin(TestRequest.get("/").with("traceparent", GOOD));
        assertThat(MDC.get(Tracing.TRACE_ID)).isIn(TRACE, null);
        tracing.close();
        assertThat(MDC.get(Tracing.TRACE_ID)).isNull();
        assertThat(Tracing.begin(TestRequest.get("/"))).isEqualTo(Tracing.OFF);
    }

    @Test
    void passesOn_onlyWhatIsWellFormed() {
        TestRequest request = TestRequest.get("/").with("traceparent", GOOD).with("tracestate", "a=1");
        Response passed = TracePassing.on(Response.noContent(), request);
        assertThat(passed.headers())
                .containsExactly(new Response.Header("traceparent", GOOD), new Response.Header("tracestate", "a=1"));
        TestRequest bad = TestRequest.get("/").with("traceparent", "no").with("tracestate", "a=1");
        assertThat(TracePassing.on(Response.noContent(), bad).headers()).isEmpty();
    }
}
