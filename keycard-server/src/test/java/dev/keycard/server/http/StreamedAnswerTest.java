package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.http.Answers;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.StreamedBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers whose bodies are written while time passes. */
class StreamedAnswerTest {

    private static final String GET = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";

    private final StreamAnswers answers = new StreamAnswers();
    private VertxServer front = VertxServer.open("127.0.0.1", 0, null, Limits.defaults(), answers, Entropy.secure());

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void parts_comeWhenTheyAreSent_andTheNextRequestAfterTheEnd() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send(GET + "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            StreamedBody.Sink sink = answers.sink(0);
            sink.send("one".getBytes(StandardCharsets.US_ASCII));
            sink.send("two".getBytes(StandardCharsets.US_ASCII));
            sink.end();
            sink.send("late".getBytes(StandardCharsets.US_ASCII));

            String all = client.untilClosed();
            assertThat(all)
                    .contains("\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\nHTTP/1.1 200 OK")
                    .doesNotContain("late");
        }
        answers.awaitClosed(1);
    }

    @Test
    void client_thatDoesNotRead_isCutOff_andItsMemoryComesBack() throws IOException {
        try (RawClient slow = new RawClient(front.port());
                RawClient quick = new RawClient(front.port())) {
            slow.send(GET);
            StreamedBody.Sink sink = answers.sink(0);
            quick.send(GET);
            StreamedBody.Sink other = answers.sink(1);
            byte[] part = new byte[64 * 1024];
            for (int i = 0; i < 2_000 && answers.closed.get() == 0; i++) {
                sink.send(part);
                LockSupport.parkNanos(100_000);
            }
            answers.awaitClosed(1);
            other.send("still here".getBytes(StandardCharsets.US_ASCII));
            other.end();
            assertThat(quick.answer()).contains("chunked");
            answers.awaitClosed(2);
        }
        Eventually.holds(() -> front.counts().bodyBytes() == 0);
    }

    @Test
    void brokenOff_isNotComplete() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send(GET);
            StreamedBody.Sink sink = answers.sink(0);
            sink.send("one".getBytes(StandardCharsets.US_ASCII));
            sink.abort();
            assertThat(client.untilClosed()).doesNotEndWith("0\r\n\r\n");
        }
        answers.awaitClosed(1);
    }

    @Test
    void client_thatLeaves_closesTheBody() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send(GET);
            answers.sink(0);
        }
        answers.awaitClosed(1);
    }

    @Test
    void stream_outlivesTheTimeOfAnAnswer_whileItsClientTakesParts() throws IOException {
        TimeLimits times = TimeLimits.defaults();
        front.close();
        front = VertxServer.open(
                "127.0.0.1",
                0,
                null,
                Limits.defaults()
                        .with(new TimeLimits(
                                times.handshake(),
                                times.firstRequest(),
                                times.idle(),
                                times.body(),
                                Duration.ofMillis(600),
                                Duration.ofMillis(50))),
                answers,
                Entropy.secure());
        try (RawClient client = new RawClient(front.port())) {
            client.send(GET);
            StreamedBody.Sink sink = answers.sink(0);
            for (int i = 0; i < 40; i++) {
                sink.send("x".getBytes(StandardCharsets.US_ASCII));
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(answers.closed.get()).isZero();
        }
    }

    @Test
    void http10_getsTheBodyUntilTheConnectionEnds() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /stream HTTP/1.0\r\nHost: x\r\n\r\n");
            StreamedBody.Sink sink = answers.sink(0);
            sink.send("one".getBytes(StandardCharsets.US_ASCII));
            sink.end();
            assertThat(client.untilClosed()).endsWith("\r\n\r\none");
        }
    }

    /** Gives a streamed body to each request, and keeps the ways to the clients. */
    private static final class StreamAnswers implements Answers {

        private final FakeAnswers others = new FakeAnswers();
        private final List<StreamedBody.Sink> sinks = new CopyOnWriteArrayList<>();
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public boolean hasPath(String path) {
            return true;
        }

        @Override
        public Optional<Response> answerFromMemory(Request request) {
            return request.path().equals("/stream")
                    ? Optional.of(Response.streamed(200, "text/plain", new Body()))
                    : others.answerFromMemory(request);
        }

        @Override
        public Response answer(Request request) {
            return others.answer(request);
        }

        @Override
        public Response refuse(Request request, ErrorCode code) {
            return others.refuse(request, code);
        }

        @Override
        public Response overloaded(Request request) {
            return others.overloaded(request);
        }

        StreamedBody.Sink sink(int number) {
            Eventually.holds(() -> sinks.size() > number);
            return sinks.get(number);
        }

        void awaitClosed(int number) {
            Eventually.holds(() -> closed.get() == number);
        }

        private final class Body implements StreamedBody {
            @Override
            public void begin(Sink sink) {
                sinks.add(sink);
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        }
    }
}
