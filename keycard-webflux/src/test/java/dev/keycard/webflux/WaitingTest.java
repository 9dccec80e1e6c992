package dev.keycard.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Gate;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.SlowAuthenticator;
import dev.keycard.gate.Throttle;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Requests whose credential memory cannot decide: they wait on a scheduler, which is bounded. */
class WaitingTest {

    private static final int MOST_WAITING = 5;

    private final SlowAuthenticator slow = new SlowAuthenticator();
    private final Routes routes = new Routes();
    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 100, "checks");
    private RunningServer server;
    private Browser browser;

    @BeforeEach
    void start() {
        Gate gate = new Gate(List.of(slow), Throttle.unlimited(), RefusalListener.none());
        server = RunningServer.netty(routes.behind(Routes.filter(gate, Refusals.of(List.of(slow)))
                .scheduler(scheduler)
                .mostWaiting(MOST_WAITING)
                .build()));
        browser = new Browser(server.port());
    }

    @AfterEach
    void stop() {
        slow.turns.release(1_000);
        server.close();
        scheduler.dispose();
    }

    @Test
    void requestThatMemoryCannotDecide_isCheckedOnTheScheduler() throws Exception {
        slow.turns.release();
        assertThat(browser.get("/notes", "Slow ada").body()).isEqualTo("ada ada ada");
        assertThat(slow.threads).singleElement().asString().startsWith("checks");
        assertThat(routes.seen).hasValue(1);
    }

    @Test
    void cancelledRequest_isNotAnswered_andItsCheckIsNotInterrupted() throws Exception {
        try (Socket client = request()) {
            slow.awaitCheck();
            client.setSoLinger(true, 0);
        }
        assertThat(routes.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        slow.turns.release();
        slow.remember = true;
        assertThat(browser.get("/notes", "Slow ada").statusCode()).isEqualTo(200);
        assertThat(routes.seen).hasValue(1);
        assertThat(slow.interrupted).hasValue(0);
    }

    @Test
    void cancelledRequest_whoseCheckHasNotBegun_isNotChecked() throws Exception {
        CompletableFuture<HttpResponse<String>> first = browser.begin("/notes", "Slow ada");
        slow.awaitCheck();
        Socket waiting = request();
        CompletableFuture<HttpResponse<String>> third = browser.begin("/notes", "Slow ada");
        waiting.setSoLinger(true, 0);
        waiting.close();
        assertThat(routes.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        slow.turns.release(10);
        assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(third.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(slow.threads).hasSize(2);
    }

    @Test
    void floodOfWaitingRequests_isTurnedAway_andOthersAreStillServed() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            flood.add(browser.begin("/notes", "Slow ada"));
        }
        int turnedAway = 0;
        while (turnedAway < 60 - MOST_WAITING) {
            turnedAway = (int) flood.stream().filter(CompletableFuture::isDone).count();
            Thread.sleep(5);
        }
        assertThat(browser.get("/notes", "").statusCode()).isEqualTo(401);
        assertThat(browser.get("/open/news", "").statusCode()).isEqualTo(200);
        slow.turns.release(1_000);
        int answered = 0;
        for (CompletableFuture<HttpResponse<String>> one : flood) {
            HttpResponse<String> response = one.get(20, TimeUnit.SECONDS);
            answered += response.statusCode() == 200 ? 1 : 0;
            if (response.statusCode() != 200) {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(answered).isEqualTo(MOST_WAITING);
        assertThat(browser.get("/notes", "Slow ada").statusCode()).isEqualTo(200);
    }

    @Test
    void revocationDuringTheWait_isSeen() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = browser.begin("/notes", "Slow ada");
        slow.awaitCheck();
        slow.revoked = true;
        slow.turns.release();
        assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(401);
        assertThat(routes.seen).hasValue(0);
    }

    @Test
    void faultOfACheck_refuses() throws Exception {
        slow.broken = true;
        slow.turns.release();
        assertThat(browser.get("/notes", "Slow ada").statusCode()).isEqualTo(500);
        assertThat(routes.seen).hasValue(0);
    }

    private Socket request() throws Exception {
        Socket socket = browser.connect();
        socket.getOutputStream()
                .write("GET /notes HTTP/1.1\r\nHost: a\r\nAuthorization: Slow ada\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
