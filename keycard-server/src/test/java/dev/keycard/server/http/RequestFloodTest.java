package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What floods of HTTP/1 may make the server hold, and who gets through meanwhile. */
@Tag("long")
class RequestFloodTest {

    private static final String HEAD = "POST /worker HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private final FakeAnswers answers = new FakeAnswers();
    private VertxServer front;

    @BeforeEach
    void open() {
        open(Limits.defaults());
    }

    @AfterEach
    void close() {
        answers.release.countDown();
        front.close();
    }

    @Test
    void accepts_100HeaderLines() throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(99) + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void refuses_101HeaderLines() throws IOException {
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(100) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .containsIgnoringCase("connection: close")
                .contains("\"headers_too_large\"", "X-Finished: yes");
    }

    @Test
    void refuses_headerLinesAsTheyArrive_withoutTheEmptyLine() throws IOException {
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(102)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(5000)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void refuses_headerLinesThatComeOneByOne() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /echo HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < 102; i++) {
                client.send("a:\r\n");
            }
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void refuses_linesThatOnlyContinueOthers() throws IOException {
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\na: b\r\n" + " c\r\n".repeat(3000)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\na: b\r\n" + " c\r\n".repeat(3000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void counts_headerLinesAnewForEachRequest() throws IOException {
        String request = "GET /echo HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(60) + "\r\n";
        try (RawClient client = new RawClient(front.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(request).answer()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 5000})
    void refuses_trailersBeyond100Lines_headersAmongThem(int trailers) throws IOException {
        assertThat(untilClosed(CHUNKED + "1\r\nx\r\n0\r\n" + "a:\r\n".repeat(trailers) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"headers_too_large\"", "X-Finished: yes");
    }

    @Test
    void accepts_trailersWithinTheLimit() throws IOException {
        assertThat(ask(CHUNKED + "1\r\nx\r\n0\r\n" + "a: b\r\n".repeat(90) + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(" x");
    }

    @Test
    void accepts_aBodyOfTinyChunks() throws IOException {
        assertThat(ask(CHUNKED + "1\r\nx\r\n".repeat(65536) + "0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void refuses_endlessChunkExtensions() throws IOException {
        String chunk = "1;" + "e".repeat(4000) + "\r\nx\r\n";
        assertThat(untilClosed(CHUNKED + chunk.repeat(400))).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void refuses_malformedChunks_withAnAnswer() throws IOException {
        assertThat(untilClosed(CHUNKED + "zz\r\nx\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("X-Finished: yes");
    }

    @Test
    void decodes_pipelinedRequestsOneAtATime() throws IOException, InterruptedException {
        open(Limits.defaults().with(new MemoryLimits(4096, 1 << 20, 1 << 20)));
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            answers.waiting.await();
            client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000));
            Eventually.holds(() -> front.counts().headBytes() > 0);
            assertThat(front.counts().headBytes()).isLessThan(200_000);
            answers.release.countDown();
            assertThat(client.answer()).endsWith("GET /wait null [] ");
            for (int i = 0; i < 1000; i++) {
                assertThat(client.answer()).endsWith("GET /echo null [] ");
            }
        }
        Eventually.holds(() -> front.counts().headBytes() == 0);
    }

    @Test
    void ends_theOldestBodies_andTakesShortOnesMeanwhile() throws IOException {
        open(Limits.defaults().with(new MemoryLimits(4096, 1 << 20, 1 << 20)));
        List<RawClient> flood = new ArrayList<>();
        byte[] half = (HEAD + "Content-Length: 65536\r\n\r\n" + "z".repeat(65535)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 60; i++) {
            flood.add(new RawClient(front.port()).send(half));
            assertThat(ask(HEAD + "Content-Length: 3000\r\n\r\n" + "y".repeat(3000)))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(ask(HEAD + "Content-Length: 65536\r\n\r\n" + "y".repeat(65536)))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(front.counts().bodyBytes()).isLessThanOrEqualTo(1 << 20);
        }
        assertThat(flood.get(0).untilClosed()).startsWith("HTTP/1.1 503 ");
        Eventually.holds(() -> front.counts().endedBodies() + front.counts().refusedBodies() > 40);
        for (RawClient client : flood) {
            client.close();
        }
        Eventually.holds(() -> front.counts().bodyBytes() == 0 && front.counts().headBytes() == 0);
    }

    @Test
    void reserves_nothingForADeclaredLength() throws IOException {
        List<RawClient> flood = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            flood.add(new RawClient(front.port()).send(HEAD + "Content-Length: 65536\r\n\r\n"));
        }
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(front.counts().bodyBytes()).isZero();
        for (RawClient client : flood) {
            client.close();
        }
    }

    @Test
    void closes_theOldestIncompleteHeads_andTakesOthersMeanwhile() throws IOException {
        open(Limits.defaults().with(new MemoryLimits(4096, 200_000, 1 << 20)));
        List<RawClient> flood = new ArrayList<>();
        String head = "GET /echo HTTP/1.1\r\nHost: x\r\n" + ("X-A: " + "b".repeat(150) + "\r\n").repeat(80);
        for (int i = 0; i < 60; i++) {
            flood.add(new RawClient(front.port()).send(head));
            assertThat(ask(head + "\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(front.counts().headBytes()).isLessThanOrEqualTo(200_000);
        }
        assertThat(flood.get(0).untilClosed()).isEmpty();
        Eventually.holds(() -> front.counts().endedHeads() + front.counts().refusedHeads() > 30);
        for (RawClient client : flood) {
            client.close();
        }
        Eventually.holds(() -> front.counts().headBytes() == 0);
    }

    @Test
    void counts_answersThatAreNotTaken() throws IOException {
        open(Limits.defaults().with(new MemoryLimits(4096, 1 << 20, 1 << 20)));
        byte[] many = "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        List<RawClient> greedy = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawClient client = new RawClient(front.port());
            greedy.add(client);
            client.sendUntilStuck(many, Duration.ofMillis(300));
        }
        assertThat(front.counts().bodyBytes()).isBetween(1L, 1L << 20);
        for (RawClient client : greedy) {
            client.close();
        }
        Eventually.holds(() -> front.counts().bodyBytes() == 0 && front.counts().headBytes() == 0);
    }

    private void open(Limits limits) {
        if (front != null) {
            front.close();
        }
        front = VertxServer.open("127.0.0.1", 0, null, limits, answers, Entropy.secure());
    }

    private String ask(String request) throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            return client.send(request).answer();
        }
    }

    private String untilClosed(String request) throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            return client.send(request).untilClosed();
        }
    }
}
