package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.server.testing.Http2Wire;
import dev.keycard.server.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are counted from their acceptance on, whatever they send. */
class ConnectionLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** The beginning of a TLS record that says it has a ClientHello of 512 bytes, and never has. */
    private static final byte[] HALF_HELLO = HexFormat.of().parseHex("160301020001000001fc0303");

    private final List<Socket> sockets = new ArrayList<>();
    private SSLContext trust;
    private Tls tls;
    private VertxServer front;

    @BeforeEach
    void makeCertificate(@TempDir Path folder) throws Exception {
        SelfSigned certificate = new SelfSigned();
        trust = certificate.trusting();
        tls = certificate.writeTo(folder);
        front = start(null, Limits.defaults());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        front.close();
    }

    @Test
    void holds_noMoreSilentConnectionsThanTheLimit() throws IOException {
        open(null, limits(20, 20));
        connect(100, new byte[0]);
        assertThat(held()).isBetween(4, 20);
        assertThat(front.connections()).isLessThanOrEqualTo(20);
    }

    @Test
    void holds_noMoreThanTheLimit_beforeAndInTheTlsHandshake() throws IOException {
        open(tls, limits(20, 20));
        connect(50, new byte[0]);
        connect(50, HALF_HELLO);
        assertThat(held()).isBetween(4, 20);
        assertThat(front.connections()).isLessThanOrEqualTo(20);
        assertThat(front.counts().droppedConnections()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void holds_noMoreOfOneAddressThanItsShare() throws IOException {
        open(null, limits(100, 5));
        connect(50, new byte[0]);
        assertThat(held()).isEqualTo(5);
    }

    @Test
    void refuses_theAddress_notTheOthers_whereAllMakeRequests() throws IOException {
        open(null, limits(100, 2));
        try (RawClient one = new RawClient(front.port());
                RawClient two = new RawClient(front.port())) {
            ask(one);
            ask(two);
            try (RawClient three = new RawClient(front.port())) {
                assertThat(three.untilClosed()).isEmpty();
            }
            ask(one);
            ask(two);
        }
        assertThat(front.counts().refusedConnectionsOfAddress()).isEqualTo(1);
    }

    @Test
    void lets_newcomersIn_whileIdleSocketsAreParked() throws IOException {
        open(null, limits(20, 20));
        try (RawClient signedIn = new RawClient(front.port())) {
            ask(signedIn);
            for (int i = 0; i < 5; i++) {
                connect(20, new byte[0]);
                try (RawClient newcomer = new RawClient(front.port())) {
                    ask(newcomer);
                }
            }
            ask(signedIn);
        }
    }

    @Test
    void gives_backTheirPlace_whenTheyClose() throws Exception {
        open(tls, limits(20, 20));
        for (int i = 0; i < 100; i++) {
            try (Http2Wire wire = Http2Wire.connect(trust, front.port())) {
                wire.request(1, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, "GET", "/echo")
                        .flush();
                assertThat(wire.read(Http2Wire.HEADERS).status()).isEqualTo(200);
            }
        }
        Eventually.holds(() -> front.connections() == 0 && front.counts().handshakes() == 0);
    }

    @Test
    void closes_handshakesThatTakeTooLong() throws IOException {
        open(tls, Limits.defaults().withTimes(SHORT, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        connect(1, new byte[0]);
        connect(1, HALF_HELLO);
        for (Socket socket : sockets) {
            socket.setSoTimeout(20_000);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void closes_http2ConnectionsThatNeverGreet() throws IOException {
        open(tls, Limits.defaults().withTimes(SHORT, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        try (Http2Wire silent = Http2Wire.handshake(trust, front.port())) {
            assertThat(silent.untilClosed()).allMatch(frame -> !frame.is(Http2Wire.HEADERS));
        }
    }

    @Test
    void closes_http2ConnectionsThatAskNothing() throws IOException {
        open(tls, Limits.defaults().withTimes(SHORT, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        try (Http2Wire silent = Http2Wire.connect(trust, front.port())) {
            assertThat(silent.untilClosed()).allMatch(frame -> !frame.is(Http2Wire.HEADERS));
        }
    }

    private void open(@Nullable Tls files, Limits limits) {
        front.close();
        front = start(files, limits);
    }

    private static VertxServer start(@Nullable Tls files, Limits limits) {
        return VertxServer.open("127.0.0.1", 0, files, limits, new FakeAnswers(), Entropy.secure());
    }

    private static Limits limits(int most, int perAddress) {
        return Limits.defaults().with(ConnectionLimits.of(most).withPerAddress(perAddress));
    }

    private void connect(int count, byte[] first) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
            sockets.add(socket);
            try {
                socket.getOutputStream().write(first);
            } catch (SocketException closed) {
                // That one was too many.
            }
        }
    }

    private int held() throws IOException {
        int open = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(open == 0 ? 500 : 20);
            open += isClosed(socket) ? 0 : 1;
        }
        return open;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void ask(RawClient client) throws IOException {
        assertThat(client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                .startsWith("HTTP/1.1 200 ");
    }
}
