package dev.keycard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.keycard.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.ObjectNode;

/** One event, one line, whatever is in it. */
class LinesTest {

    private static final String HOSTILE = "a\n{\"level\":\"ERROR\"}\r\u001b[2J\u0000\u009b31m\u2028\u202e\"b";

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void json_holdsTheEventAndItsPairs() {
        ObjectNode line = json(event("stopped", null, new KeyValuePair("request", "r1"), new KeyValuePair("user", 7L)));
        assertThat(line.get("level").asString()).isEqualTo("INFO");
        assertThat(line.get("message").asString()).isEqualTo("stopped");
        assertThat(line.get("request").asString()).isEqualTo("r1");
        assertThat(line.get("user").asLong()).isEqualTo(7);
        assertThat(line.get("time").asString()).endsWith("Z");
    }

    @Test
    void json_keepsHostileTextInsideItsLine() {
        String text = encoded(new JsonLines(), event(HOSTILE, null, new KeyValuePair("address", HOSTILE)));
        assertThat(text)
                .hasLineCount(1)
                .endsWith("}\n")
                .contains("\\u009b31m\\u2028\\u202e")
                .doesNotContain("\u009b", "\u2028", "\u202e");
        assertThat(Json.readObject(text.getBytes(StandardCharsets.UTF_8))
                        .get("address")
                        .asString())
                .isEqualTo(HOSTILE);
    }

    @Test
    void json_letsNoPairReplaceWhatIsTold() {
        assertThat(json(event("told", null, new KeyValuePair("message", "forged")))
                        .get("message")
                        .asString())
                .isEqualTo("told");
    }

    @Test
    void json_holdsTheStackTraceOfAFault() {
        ObjectNode line = json(event("failed", new IllegalStateException("why")));
        assertThat(line.get("error").asString()).contains("IllegalStateException: why", "LinesTest");
    }

    @Test
    void bothForms_nameTheTrace() {
        assertThat(json(event("done", null)).get("trace_id").asString()).isEqualTo(TRACE);
        assertThat(encoded(new TextLines(), event("done", null))).contains(" trace_id=" + TRACE);
    }

    @Test
    void text_keepsHostileTextInsideItsLine() {
        String text = encoded(new TextLines(), event(HOSTILE, null, new KeyValuePair("address", HOSTILE)));
        assertThat(text.substring(0, text.length() - 1)).doesNotContainPattern("[\\p{C}\u2028]");
    }

    @Test
    void text_letsNoLineOfAStackTraceBeginAnEvent() {
        String text =
                encoded(new TextLines(), event("failed", new IllegalStateException("why\n2026 ERROR forged\u009b")));
        assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("\t"));
        assertThat(text).contains("forged\\u009b");
    }

    private static ObjectNode json(LoggingEvent event) {
        return Json.readObject(encoded(new JsonLines(), event).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(LineEncoder encoder, LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static LoggingEvent event(String message, @Nullable Throwable fault, KeyValuePair... pairs) {
        LoggerContext context = new LoggerContext();
        LogbackMDCAdapter trace = new LogbackMDCAdapter();
        trace.setContextMap(Map.of("trace_id", TRACE));
        context.setMDCAdapter(trace);
        LoggingEvent event =
                new LoggingEvent("here", context.getLogger("dev.keycard.test"), Level.INFO, message, fault, null);
        for (KeyValuePair pair : pairs) {
            event.addKeyValuePair(pair);
        }
        return event;
    }
}
