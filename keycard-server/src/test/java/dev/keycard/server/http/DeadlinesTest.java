package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow clients, with deadlines that are short enough to wait for. Every wait ends when the server closes. */
class DeadlinesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final FakeAnswers answers = new FakeAnswers();
    private VertxServer front = open(Limits.defaults());

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void closes_connectionThatAsksNothing() throws IOException {
        reopen(Limits.defaults().withTimes(SHORT, LONG, LONG));
        try (RawClient client = new RawClient(front.port())) {
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void closes_connectionWhoseHeadersTrickle() throws IOException {
        reopen(Limits.defaults().withTimes(SHORT, LONG, LONG));
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /echo HTTP/1.1\r\n").trickle("X-A: b\r\n");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void closes_idleConnectionAfterItsAnswer() throws IOException {
        reopen(Limits.defaults().withTimes(LONG, SHORT, LONG));
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
            client.trickle("\r\n");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void refuses_bodyThatTrickles() throws IOException {
        reopen(Limits.defaults().withTimes(LONG, LONG, SHORT));
        try (RawClient client = new RawClient(front.port())) {
            client.send("POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n")
                    .trickle("a");
            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("connection: close")
                    .contains("\"request_timeout\"");
        }
    }

    @Test
    void keeps_connectionWhoseRequestIsBeingAnswered() throws IOException, InterruptedException {
        reopen(Limits.defaults().withTimes(SHORT, SHORT, SHORT));
        try (RawClient client = new RawClient(front.port());
                RawClient idle = new RawClient(front.port())) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            answers.waiting.await();
            assertThat(idle.untilClosed()).isEmpty();
            answers.release.countDown();
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void closes_connectionsBeyondTheLimit() throws IOException {
        reopen(Limits.defaults().withConnections(1));
        try (RawClient first = new RawClient(front.port())) {
            assertThat(first.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                    .startsWith("HTTP/1.1 200 ");
            try (RawClient second = new RawClient(front.port())) {
                assertThat(second.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").untilClosed())
                        .isEmpty();
            }
            assertThat(first.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void stop_letsARequestFinish_andTakesNoMore() throws Exception {
        int port = front.port();
        try (RawClient client = new RawClient(port);
                RawClient idle = new RawClient(port)) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            answers.waiting.await();
            Thread stopping = new Thread(() -> front.stop(Duration.ofSeconds(10)));
            stopping.start();
            assertThat(idle.untilClosed()).isEmpty();
            answers.release.countDown();
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200 ").contains("GET /wait");
            stopping.join();
            assertThat(refusesConnections(port)).isTrue();
        }
    }

    private static boolean refusesConnections(int port) {
        try (RawClient late = new RawClient(port)) {
            return late.untilClosed().isEmpty();
        } catch (IOException refused) {
            return true;
        }
    }

    private void reopen(Limits limits) {
        front.close();
        front = open(limits);
    }

    private VertxServer open(Limits limits) {
        return VertxServer.open("127.0.0.1", 0, null, limits, answers, Entropy.secure());
    }
}
