package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import java.io.IOException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes come, the answer is no fault of the server. */
class GarbageTest {

    private static final FakeAnswers ANSWERS = new FakeAnswers();
    private static final Limits HASTY =
            Limits.defaults().withTimes(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));

    private static VertxServer front = open();

    private static VertxServer open() {
        return VertxServer.open("127.0.0.1", 0, null, HASTY, ANSWERS, Entropy.secure());
    }

    @BeforeContainer
    static void begin() {
        assertThat(front.port()).isPositive();
    }

    @AfterContainer
    static void end() {
        front.close();
    }

    @Property(tries = 150)
    void anyBytes_getNoServerError(@ForAll @Size(max = 300) byte[] bytes) throws IOException {
        assertThat(answerTo(bytes)).doesNotContainPattern("^HTTP/[0-9.]+ 5");
    }

    @Property(tries = 150)
    void anyRequestLine_getsNoServerError(
            @ForAll @AlphaChars @StringLength(max = 12) String method,
            @ForAll @CharRange(from = '!', to = '\u00ff') @StringLength(max = 60) String target,
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 12) String version)
            throws IOException {
        String head = method + " " + target + " " + version + "\r\nHost: x\r\n\r\n";
        assertThat(answerTo(bytes(head))).doesNotContainPattern("^HTTP/[0-9.]+ 5");
    }

    @Property(tries = 150)
    void anyHeaderLine_getsNoServerError(
            @ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 20) String name,
            @ForAll @CharRange(from = '\u0000', to = '\u00ff') @StringLength(max = 60) String value)
            throws IOException {
        String head = "POST /echo HTTP/1.1\r\nHost: x\r\n" + name + ":" + value + "\r\n\r\n";
        assertThat(answerTo(bytes(head))).doesNotContainPattern("^HTTP/[0-9.]+ 5");
    }

    private static String answerTo(byte[] bytes) throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            return client.send(bytes).untilClosed();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
