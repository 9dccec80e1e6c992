package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.keycard.http.Json;
import dev.keycard.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code traceparent} (W3C Trace Context): it names the trace in the log lines of its request, and of no other. */
class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    /** Notes the trace of each line on the thread that logs it. */
    private static final class Traces extends AppenderBase<ILoggingEvent> {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            var fields = event.getMDCPropertyMap();
            seen.add(fields.getOrDefault("trace_id", "-") + " " + fields.getOrDefault("span_id", "-"));
        }
    }

    @TempDir
    private Path folder;

    private final Logger audit = (Logger) LoggerFactory.getLogger("dev.keycard.audit");
    private final Traces traces = new Traces();

    @BeforeEach
    void listen() {
        audit.setLevel(Level.INFO);
        traces.start();
        audit.addAppender(traces);
    }

    @AfterEach
    void stopListening() {
        audit.detachAppender(traces);
        audit.setLevel(null);
    }

    @Test
    void wellFormedTrace_isInTheLinesOfItsRequest_andOfNoOther() {
        try (TestServer server = TestServer.start(folder)) {
            traces.seen.clear();
            fail(server, "nobody", "traceparent", "00-" + TRACE + "-" + SPAN + "-01");
            fail(server, "admin");
            assertThat(traces.seen).containsExactly(TRACE + " " + SPAN, "- -");
        }
    }

    @Test
    void trace_isAlsoInTheLinesOfWhatTheWriterTells() {
        try (TestServer server = TestServer.start(folder)) {
            traces.seen.clear();
            String body = Json.object()
                    .put("username", "admin")
                    .put("password", server.adminPassword())
                    .toString();
            String parent = "00-" + TRACE + "-" + SPAN + "-01";
            assertThat(server.client()
                            .send(
                                    "POST",
                                    "/api/token/",
                                    body,
                                    "Content-Type",
                                    "application/json",
                                    "traceparent",
                                    parent)
                            .status())
                    .isEqualTo(200);
            assertThat(traces.seen).containsExactly(TRACE + " " + SPAN);
        }
    }

    @Test
    void malformedTrace_isIgnored() {
        try (TestServer server = TestServer.start(folder)) {
            traces.seen.clear();
            fail(server, "nobody", "traceparent", "00-" + TRACE + "-" + SPAN + "-01-x");
            fail(server, "admin", "traceparent", "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-01");
            assertThat(traces.seen).containsExactly("- -", "- -");
        }
    }

    /** Failures of one user in one minute are summed up in one line, so each line needs a user of its own. */
    private static void fail(TestServer server, String username, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        String body =
                Json.object().put("username", username).put("password", "wrong").toString();
        assertThat(server.client().send("POST", "/api/token/", body, all).status())
                .isEqualTo(401);
    }
}
