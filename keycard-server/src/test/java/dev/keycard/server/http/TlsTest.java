package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.crypto.Entropy;
import dev.keycard.server.testing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and HTTP/2 over it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private SSLContext trust;
    private VertxServer front;

    @BeforeAll
    void open(@TempDir Path folder) throws GeneralSecurityException, IOException {
        SelfSigned certificate = new SelfSigned();
        trust = certificate.trusting();
        front = VertxServer.open(
                "127.0.0.1", 0, certificate.writeTo(folder), Limits.defaults(), new FakeAnswers(), Entropy.secure());
    }

    @AfterAll
    void close() {
        front.close();
    }

    @Test
    void speaks_http2ToWhoOffersIt() throws Exception {
        HttpResponse<String> answer = send(HttpClient.Version.HTTP_2, get("/echo"));
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo("GET /echo null [] ");
    }

    @Test
    void speaks_http1ToEveryoneElse() throws Exception {
        HttpResponse<String> answer = send(HttpClient.Version.HTTP_1_1, get("/echo"));
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void tells_theHost_alikeInBothVersions() throws Exception {
        String host = "localhost:" + front.port();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            assertThat(send(version, get("/echo/host")).body()).isEqualTo(host + " [" + host + "]");
        }
    }

    @Test
    void answers_concurrentStreams_eachWithItsOwn() {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        List<CompletableFuture<String>> bodies = IntStream.range(0, 80)
                .mapToObj(i -> HttpRequest.newBuilder(uri(i % 2 == 0 ? "/echo" : "/worker"))
                        .POST(BodyPublishers.ofString("body-" + i))
                        .build())
                .map(request ->
                        client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body))
                .toList();
        assertThat(IntStream.range(0, 80).mapToObj(i -> bodies.get(i).join()))
                .zipSatisfy(
                        IntStream.range(0, 80).mapToObj(i -> " body-" + i).toList(),
                        (body, end) -> assertThat(body).endsWith(end));
    }

    @Test
    void answers_http2HeadWithoutBody() throws Exception {
        HttpResponse<String> answer = send(
                HttpClient.Version.HTTP_2,
                HttpRequest.newBuilder(uri("/echo")).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("content-length")).contains("19");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refuses_http2BodyBeyondTheLimit_andKeepsTheConnection() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        HttpRequest large = HttpRequest.newBuilder(uri("/worker"))
                .POST(BodyPublishers.ofByteArray(new byte[65537]))
                .build();
        assertThat(client.send(large, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(client.send(get("/echo").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refuses_http2BodyOfUndeclaredLength() throws Exception {
        HttpRequest.Builder large = HttpRequest.newBuilder(uri("/worker"))
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[70_000])));
        assertThat(send(HttpClient.Version.HTTP_2, large).statusCode()).isEqualTo(413);
    }

    @Test
    void refuses_http2PathBeyondTheLimit() throws Exception {
        assertThat(send(HttpClient.Version.HTTP_2, get("/" + "a".repeat(5000))).statusCode())
                .isEqualTo(414);
    }

    @Test
    void refuses_tlsOlderThan12() throws IOException {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", front.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void tells_whichFilesItCannotUse(@TempDir Path folder) throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        Tls tls = new Tls(nonsense, folder.resolve("missing.pem"));
        assertThatThrownBy(() ->
                        VertxServer.open("127.0.0.1", 0, tls, Limits.defaults(), new FakeAnswers(), Entropy.secure()))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("server.tls.certificate")
                .hasMessageContaining("server.tls.key");
    }

    private HttpResponse<String> send(HttpClient.Version version, HttpRequest.Builder request) throws Exception {
        return client(version).send(request.build(), BodyHandlers.ofString());
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(trust).version(version).build();
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    private URI uri(String path) {
        return URI.create("https://localhost:" + front.port() + path);
    }
}
