package dev.keycard.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.TestKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An issuer on this machine: signs tokens by one key at a time, and publishes a JWK set over HTTP. Thread-safe. */
public final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger readings = new AtomicInteger();
    private volatile TestKey signing = newKey();
    private volatile String set = jwks(signing);
    private volatile int status = 200;
    private volatile @Nullable CountDownLatch held;

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/.well-known/jwks.json", this::answer);
        server.start();
    }

    /** A new key for ES256. */
    public static TestKey newKey() {
        return TestKey.generate(JwsAlgorithm.ES256);
    }

    /** The JWK set of these keys. */
    public static String jwks(TestKey... keys) {
        return Arrays.stream(keys)
                .map(key -> key.verification().publicJwkJson().orElseThrow())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    /** How often the set was read. */
    public int readings() {
        return readings.get();
    }

    public TestKey signing() {
        return signing;
    }

    /** Signs by that key from now on. */
    public void signBy(TestKey key) {
        signing = key;
    }

    /** Publishes that text from now on. */
    public void publish(String text) {
        set = text;
    }

    /** Answers with that status from now on. */
    public void answerWith(int otherStatus) {
        status = otherStatus;
    }

    /** Answers nothing more until the latch is open. */
    public void hold(CountDownLatch latch) {
        held = latch;
    }

    /** A login that begins at a moment. */
    public static TimeId loginAt(Instant moment) {
        return TimeId.at(moment, Entropy.secure());
    }

    /** An access token of a login, issued at a moment for 5 minutes. */
    public String token(UserId user, TimeId login, Instant issuedAt) {
        return token(
                user,
                issuedAt,
                "\"sid\":\"" + login + "\",\"roles\":[\"editor\"],\"tier\":\"gold\",\"is_staff\":false");
    }

    /** An access token with further claims, issued at a moment for 5 minutes. */
    public String token(UserId user, Instant issuedAt, String more) {
        return signing.token("{\"token_type\":\"access\",\"exp\":"
                + issuedAt.plus(Duration.ofMinutes(5)).getEpochSecond() + ",\"iat\":" + issuedAt.getEpochSecond()
                + ",\"jti\":\"j\",\"user_id\":\"" + user + "\",\"sub\":\"" + user + "\"," + more + "}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        readings.incrementAndGet();
        CountDownLatch latch = held;
        try (exchange) {
            if (latch != null) {
                latch.await();
            }
            byte[] body = set.getBytes(StandardCharsets.UTF_8);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
