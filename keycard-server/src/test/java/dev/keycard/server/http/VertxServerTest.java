package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets for well-formed, oversized and malformed requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxServerTest {

    private final FakeAnswers answers = new FakeAnswers();
    private VertxServer front;

    @BeforeAll
    void open() {
        front = VertxServer.open("127.0.0.1", 0, null, Limits.defaults(), answers, Entropy.secure());
    }

    @AfterAll
    void close() {
        answers.release.countDown();
        front.close();
    }

    @Test
    void answers_getFromMemory() throws IOException {
        assertThat(ask("GET /echo?a=b HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: text/plain\r\n")
                .endsWith("\r\n\r\nGET /echo a=b [] ");
    }

    @Test
    void answers_postFromWorkerWithItsBody() throws IOException {
        assertThat(ask("POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"))
                .endsWith("POST /worker null [] hello");
    }

    @Test
    void answers_chunkedBody() throws IOException {
        assertThat(ask("POST /worker HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                        + "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
                .endsWith(" abcde");
    }

    @Test
    void answers_headWithTheHeadersOfGetAndNoBody() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("HEAD /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("content-length: 19\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void answers_noContentWithoutContentLength() throws IOException {
        assertThat(ask("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 204 ")
                .doesNotContainIgnoringCase("content-length");
    }

    @Test
    void handsIn_everyAuthorizationLine() throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nauthorization: b\r\n\r\n"))
                .contains("[a, b]");
    }

    @Test
    void keeps_harmlessRequestId() throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc.DEF_1-2\r\n\r\n"))
                .contains("X-Request-Id: abc.DEF_1-2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "\u00e4", "{}"})
    void replaces_requestIdThatCouldHarmALog(String id) throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + id + "\r\n\r\n"))
                .containsPattern("X-Request-Id: [0-9a-f]{16}\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli", "CLI", "c1i", "cl1", "CI1", "c-l-i", ".cli", "cli_", "--c.L.i--"})
    void replaces_requestIdThatLooksLikeTheCommandLine(String id) throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + id + "\r\n\r\n"))
                .containsPattern("X-Request-Id: [0-9a-f]{16}\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-7", "clip", "click", "c"})
    void keeps_requestIdThatOnlyBeginsLikeIt(String id) throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + id + "\r\n\r\n"))
                .contains("X-Request-Id: " + id + "\r\n");
    }

    @Test
    void replaces_longRequestId() throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + "a".repeat(65) + "\r\n\r\n"))
                .containsPattern("X-Request-Id: [0-9a-f]{16}\r\n");
    }

    @Test
    void answers_pipelinedRequestsInOrder() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("POST /worker?1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nA"
                    + "GET /echo?2 HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET /worker?3 HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET /echo?4 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).endsWith("POST /worker 1 [] A");
            assertThat(client.answer()).endsWith("GET /echo 2 [] ");
            assertThat(client.answer()).endsWith("GET /worker 3 [] ");
            assertThat(client.answer()).endsWith("GET /echo 4 [] ");
        }
    }

    @Test
    void survives_pipeliningClientThatNeverReads() throws IOException {
        byte[] many = "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"
                .repeat(2000)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (RawClient greedy = new RawClient(front.port())) {
            assertThat(greedy.sendUntilStuck(many, Duration.ofSeconds(1))).isLessThan(100_000_000);
            assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void refuses_longRequestLine() throws IOException {
        assertThat(untilClosed("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"uri_too_long\"", "X-Finished: yes");
    }

    @Test
    void refuses_manyHeaders() throws IOException {
        assertThat(untilClosed("GET /echo HTTP/1.1\r\nHost: x\r\n" + ("X-A: " + "b".repeat(1000) + "\r\n").repeat(20)
                        + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"headers_too_large\"", "X-Finished: yes");
    }

    @Test
    void refuses_declaredBodyBeforeItComes() throws IOException {
        assertThat(untilClosed("POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("connection: close")
                .contains("\"payload_too_large\"", "X-Finished: yes");
    }

    @Test
    void refuses_lengthBeyondAnyNumber() throws IOException {
        assertThat(untilClosed("POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n"))
                .containsPattern("^HTTP/1.1 4(00|13) ");
    }

    @Test
    void refuses_chunkedBodyThatGrowsTooLarge() throws IOException {
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        assertThat(untilClosed(
                        "POST /worker HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17)))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void accepts_bodyOfExactlyTheLimit() throws IOException {
        assertThat(ask("POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n" + "y".repeat(65536)))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("yyyy");
    }

    @Test
    void sends_continueOnlyToWhoAsks() throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("POST /worker HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 100 Continue");
            client.send("ok");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith(" ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo HTTP/2.0\r\nHost: x\r\n\r\n",
                "GET /echo HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /echo HTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost : x\r\n\r\n",
                "POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
                "POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /worker HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\nA"
            })
    void refuses_malformedRequest(String request) throws IOException {
        assertThat(untilClosed(request)).startsWith("HTTP/1.1 400 ").contains("X-Finished: yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n"
            })
    void refuses_ambiguousFraming_soThatNoRequestIsSmuggled(String framing) throws IOException {
        String answer = untilClosed("POST /worker HTTP/1.1\r\nHost: x\r\n" + framing
                + "\r\n0\r\n\r\nGET /echo/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("smuggled");
    }

    @Test
    void reads_foldedLineAsPartOfTheLineBefore_notAsFraming() throws IOException {
        String folded = lines("POST /worker HTTP/1.1", "Host: x", " Transfer-Encoding: chunked");
        String smuggled = lines("GET /echo/smuggled HTTP/1.1", "Host: x", "Connection: close");
        assertThat(untilClosed(folded + "0\r\n\r\n" + smuggled)).doesNotContain("smuggled");
    }

    @Test
    void never_listensToAWebSocket() throws IOException {
        assertThat(ask(lines(
                        "GET /echo HTTP/1.1",
                        "Host: x",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13")))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void never_upgradesToClearTextHttp2() throws IOException {
        assertThat(ask(lines(
                        "GET /echo HTTP/1.1",
                        "Host: x",
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAAQAAP__")))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void tells_nothingAboutTheProduct() throws IOException {
        assertThat(ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")).doesNotContainIgnoringCase("server:");
    }

    @Test
    void survives_clientThatLeavesEarly() throws IOException, InterruptedException {
        try (RawClient client = new RawClient(front.port())) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            answers.waiting.await();
        }
        answers.release.countDown();
        assertThat(ask("GET /worker HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
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
