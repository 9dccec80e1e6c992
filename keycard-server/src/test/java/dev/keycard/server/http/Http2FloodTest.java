package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.server.testing.Http2Wire;
import dev.keycard.server.testing.Http2Wire.Frame;
import dev.keycard.server.testing.SelfSigned;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What floods of HTTP/2 may make the server hold and do, and who gets through meanwhile. */
@Tag("long")
class Http2FloodTest {

    private static final int WHOLE = Http2Wire.END_HEADERS | Http2Wire.END_STREAM;
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final FakeAnswers answers = new FakeAnswers();
    private SSLContext trust;
    private Tls tls;
    private VertxServer front;

    @BeforeEach
    void open(@TempDir Path folder) throws GeneralSecurityException, IOException {
        SelfSigned certificate = new SelfSigned();
        trust = certificate.trusting();
        tls = certificate.writeTo(folder);
        open(Limits.defaults());
    }

    @AfterEach
    void close() {
        answers.release.countDown();
        front.close();
    }

    @Test
    void refuses_streamsBeyond100_ofAClientThatAcknowledgesNothing() throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 150; i++) {
                wire.request(2 * i + 1, Http2Wire.END_HEADERS, "POST", "/worker", "content-length", "10");
            }
            wire.flush();
            Frame refused = wire.read(Http2Wire.RST_STREAM);
            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
        }
    }

    @Test
    void answers_otherStreams_whileBodiesAreHalfSent_andBoundsTheirBytes() throws IOException {
        open(Limits.defaults().with(new MemoryLimits(4096, 1 << 20, 1 << 20)));
        byte[] part = new byte[16_000];
        try (Http2Wire flood = connect()) {
            flood.frame(
                    Http2Wire.WINDOW_UPDATE,
                    0,
                    0,
                    ByteBuffer.allocate(4).putInt(1 << 24).array());
            for (int i = 0; i < 90; i++) {
                int stream = 2 * i + 1;
                flood.request(stream, Http2Wire.END_HEADERS, "POST", "/worker", "content-length", "65536");
                for (int j = 0; j < 4; j++) {
                    flood.frame(Http2Wire.DATA, 0, stream, part);
                }
                if (!flood.flush()) {
                    break;
                }
                assertThat(front.counts().bodyBytes()).isLessThanOrEqualTo(1 << 20);
                try (Http2Wire honest = connect()) {
                    honest.request(1, Http2Wire.END_HEADERS, "POST", "/worker", "content-length", "3000")
                            .frame(Http2Wire.DATA, Http2Wire.END_STREAM, 1, new byte[3000])
                            .flush();
                    assertThat(honest.read(Http2Wire.HEADERS).status()).isEqualTo(200);
                }
            }
        }
        assertThat(front.counts().endedBodies() + front.counts().refusedBodies())
                .isGreaterThan(20);
        Eventually.holds(() -> front.counts().bodyBytes() == 0 && front.counts().headBytes() == 0);
    }

    @Test
    void closes_connectionThatResetsItsStreams() throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 1000; i++) {
                int stream = 2 * i + 1;
                wire.request(stream, WHOLE, "GET", "/worker")
                        .frame(Http2Wire.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            wire.flush();
            assertThat(lastWord(wire)).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void closes_connectionThatMakesTheServerResetStreams() throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 1000; i++) {
                int stream = 2 * i + 1;
                wire.request(stream, Http2Wire.END_HEADERS, "POST", "/worker")
                        .frame(Http2Wire.WINDOW_UPDATE, 0, stream, new byte[4]);
            }
            wire.flush();
            assertThat(lastWord(wire)).isIn(ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
        }
    }

    @Test
    void closes_connectionsThatFlood_withPings_settings_priorities_windowsAndUnknownFrames() throws IOException {
        assertFloodEnds(Http2Wire.PING, 0, 0, new byte[8]);
        assertFloodEnds(Http2Wire.PING, Http2Wire.ACK, 0, new byte[8]);
        assertFloodEnds(Http2Wire.SETTINGS, 0, 0, new byte[0]);
        assertFloodEnds(Http2Wire.SETTINGS, 0, 0, new byte[] {0, 4, 0, 1, 0, 0});
        assertFloodEnds(Http2Wire.PRIORITY, 0, 5, new byte[] {0, 0, 0, 3, 1});
        assertFloodEnds(Http2Wire.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1});
        assertFloodEnds(99, 0, 0, new byte[0]);
    }

    private void assertFloodEnds(int type, int flags, int stream, byte[] payload) throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 3000; i++) {
                wire.frame(type, flags, stream, payload);
            }
            wire.flush();
            assertThat(lastWord(wire)).as("frames of type %d", type).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void accepts_controlFramesThatGoWithRequests() throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 500; i++) {
                int stream = 2 * i + 1;
                wire.request(stream, WHOLE, "GET", "/echo");
                for (int j = 0; j < 5; j++) {
                    wire.frame(Http2Wire.WINDOW_UPDATE, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1);
                }
                wire.flush();
                assertThat(wire.read(Http2Wire.HEADERS).stream()).isEqualTo(stream);
            }
        }
    }

    @Test
    void closes_connectionWhoseHeaderBlockNeverEnds() throws IOException {
        byte[] block = Http2Wire.headerBlock("GET", "/echo");
        byte[] more = Arrays.copyOfRange(Http2Wire.headerBlock("GET", "/", "a", "b".repeat(8000)), 60, 8000);
        try (Http2Wire wire = connect()) {
            wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, block);
            for (int i = 0; i < 100; i++) {
                wire.frame(Http2Wire.CONTINUATION, 0, 1, more);
            }
            wire.flush();
            assertThat(lastWord(wire)).isPositive();
        }
    }

    @Test
    void closes_connectionThatSendsTinyContinuations() throws IOException {
        try (Http2Wire wire = connect()) {
            wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, Http2Wire.headerBlock("GET", "/echo"));
            for (int i = 0; i < 1000; i++) {
                wire.frame(Http2Wire.CONTINUATION, 0, 1);
            }
            wire.flush();
            assertThat(lastWord(wire)).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void refuses_moreThan100HeaderLines_andKeepsTheConnection() throws IOException {
        String[] lines = new String[202];
        Arrays.fill(lines, "a");
        try (Http2Wire wire = connect()) {
            wire.request(1, WHOLE, "GET", "/echo", lines).flush();
            assertThat(wire.read(Http2Wire.HEADERS).status()).isEqualTo(431);
            wire.request(3, WHOLE, "GET", "/echo", Arrays.copyOf(lines, 190)).flush();
            assertThat(wire.read(Http2Wire.HEADERS).status()).isEqualTo(200);
        }
    }

    @Test
    void refuses_headersBeyondTheirBytes() throws IOException {
        String[] lines = new String[40];
        Arrays.fill(lines, "a".repeat(500));
        try (Http2Wire wire = connect()) {
            byte[] block = Http2Wire.headerBlock("GET", "/echo", lines);
            wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, Arrays.copyOf(block, 16_000))
                    .frame(
                            Http2Wire.CONTINUATION,
                            Http2Wire.END_HEADERS,
                            1,
                            Arrays.copyOfRange(block, 16_000, block.length))
                    .flush();
            assertThat(wire.read(Http2Wire.HEADERS).status()).isEqualTo(431);
        }
    }

    @Test
    void ends_streamsThatWereAnsweredBeforeTheyEnded() throws IOException {
        try (Http2Wire wire = connect()) {
            for (int i = 0; i < 100; i++) {
                wire.request(2 * i + 1, Http2Wire.END_HEADERS, "GET", "/echo");
            }
            wire.flush();
            assertThat(wire.read(Http2Wire.RST_STREAM).error()).isZero();
        }
        Eventually.holds(() -> front.counts().headBytes() == 0);
    }

    @Test
    void counts_answersThatAreNotTaken() throws IOException {
        open(Limits.defaults().with(new MemoryLimits(4096, 1 << 20, 200_000)));
        try (Http2Wire wire = connect()) {
            // The client gives no window, so nothing of any answer can be sent.
            wire.frame(Http2Wire.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
            for (int i = 0; i < 100; i++) {
                wire.request(2 * i + 1, Http2Wire.END_HEADERS, "POST", "/worker", "content-length", "9000")
                        .frame(Http2Wire.DATA, Http2Wire.END_STREAM, 2 * i + 1, new byte[9000])
                        .flush();
            }
            Eventually.holds(() -> front.counts().endedBodies() + front.counts().refusedBodies() > 50);
            assertThat(front.counts().bodyBytes()).isLessThanOrEqualTo(200_000);
        }
        Eventually.holds(() -> front.counts().bodyBytes() == 0 && front.counts().headBytes() == 0);
    }

    @Test
    void counts_whatItCannotDecryptYet() throws IOException {
        open(Limits.defaults()
                .with(new MemoryLimits(4096, 100_000, 1 << 20))
                .withTimes(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60)));
        byte[] record = new byte[12_000];
        record[0] = 22;
        record[1] = 3;
        record[2] = 1;
        record[3] = 0x40;
        List<RawClient> flood = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            flood.add(new RawClient(front.port()).send(record));
        }
        Eventually.holds(() -> front.counts().endedHeads() + front.counts().refusedHeads() >= 20);
        assertThat(front.counts().headBytes()).isLessThanOrEqualTo(100_000);
        for (RawClient client : flood) {
            client.close();
        }
        Eventually.holds(() -> front.counts().headBytes() == 0);
    }

    /** The error code of the GOAWAY with which the server closed; -1 if it closed without one. */
    private static int lastWord(Http2Wire wire) throws IOException {
        List<Frame> frames = wire.untilClosed();
        return frames.stream()
                .filter(frame -> frame.is(Http2Wire.GOAWAY))
                .mapToInt(Frame::error)
                .findFirst()
                .orElse(-1);
    }

    private Http2Wire connect() throws IOException {
        return Http2Wire.connect(trust, front.port());
    }

    private void open(Limits limits) {
        if (front != null) {
            front.close();
        }
        front = VertxServer.open("127.0.0.1", 0, tls, limits, answers, Entropy.secure());
    }
}
