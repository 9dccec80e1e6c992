package dev.keycard.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.server.crash.JournalledLogin.State;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real server at random points under mixed traffic, and holds it to what it said. */
@Tag("long")
class KillTest {

    private static final int KILLS = Integer.getInteger("test.kills", 20);
    private static final int CLIENTS = 8;
    private static final String PASSWORD = "seven oceans deep";

    /** Long enough that no pause of a busy machine between two starts looks like theft. */
    private static final List<String> SETTINGS = List.of(
            "KEYCARD_JWT_REFRESH_GRACE=20m",
            "KEYCARD_JWT_ACCESS_LIFETIME=30m",
            "KEYCARD_API_TOKEN_SIGN_IN_LIMIT=2",
            "KEYCARD_THROTTLE_WRITE=none",
            "KEYCARD_THROTTLE_WRITE_DAY=none",
            "KEYCARD_THROTTLE_LOGIN_DAY=none",
            "KEYCARD_THROTTLE_REFRESH=none",
            "KEYCARD_THROTTLE_SIGN_IN=none",
            "KEYCARD_THROTTLE_SIGN_IN_ADDRESS=none");

    private final Random random = new Random(20_261_123);
    private int checkedLive;
    private int checkedEnded;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void killedAtRandomPoints_keepsWhatItAcknowledged(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        Path database = data.resolve("keycard.db");
        ServerProcess server = ServerProcess.start(data, SETTINGS);
        for (int client = 0; client < CLIENTS; client++) {
            ServerProcess.run(
                    List.of("user", "create", "client" + client, "--password-stdin", "--data", data.toString()),
                    PASSWORD);
        }
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                List<JournalledLogin> journal = trafficUntilKilled(server, kill);
                server = ServerProcess.start(data, SETTINGS);
                Books.check(database);
                check(new Client(server.origin()), journal);
            }
        } finally {
            server.kill();
        }
        Books.check(database);
        for (String kind : List.of("signed_in", "login_ended", "refresh_reused", "all_logins_ended")) {
            assertThat(Books.entries(database, kind)).as(kind).isGreaterThan(1);
        }
        assertThat(checkedLive).as("live logins checked").isGreaterThan(KILLS);
        assertThat(checkedEnded).as("ended logins checked").isGreaterThan(KILLS);
    }

    private List<JournalledLogin> trafficUntilKilled(ServerProcess server, int round) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Traffic> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Traffic traffic =
                    new Traffic(new Client(server.origin()), "client" + client, PASSWORD, random.nextLong(), stop);
            clients.add(traffic);
            threads.add(new Thread(traffic, "client-" + round + "-" + client));
        }
        threads.forEach(Thread::start);
        TimeUnit.MILLISECONDS.sleep(400 + random.nextInt(1200));
        server.kill();
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return clients.stream().flatMap(client -> client.journal().stream()).toList();
    }

    private void check(Client client, List<JournalledLogin> journal) throws InterruptedException {
        for (JournalledLogin login : journal) {
            if (login.state() == State.ENDED) {
                checkEnded(client, login);
            } else if (login.state() == State.LIVE) {
                checkLive(client, login);
            }
        }
    }

    private void checkEnded(Client client, JournalledLogin login) throws InterruptedException {
        checkedEnded++;
        assertThat(status(client.refresh(login.current().refresh())))
                .as("refresh of a login acknowledged as ended")
                .isEqualTo(401);
        for (String access : login.accessTokens()) {
            assertThat(status(client.profile(access)))
                    .as("access token of a login acknowledged as ended")
                    .isEqualTo(401);
        }
    }

    private void checkLive(Client client, JournalledLogin login) throws InterruptedException {
        checkedLive++;
        assertThat(status(client.profile(login.current().access())))
                .as("access token acknowledged as issued")
                .isEqualTo(200);
        String token = login.current().refresh();
        Client.Pair successor = Client.pair(client.refresh(token))
                .orElseThrow(() -> new AssertionError("a refresh token acknowledged as issued does not work"));
        Client.Pair again = Client.pair(client.refresh(token))
                .orElseThrow(() -> new AssertionError("a retried refresh does not work"));
        assertThat(Client.jti(again.refresh()))
                .as("two live descendants of one refresh token")
                .isEqualTo(Client.jti(successor.refresh()));
        String predecessor = login.predecessor();
        if (predecessor != null) {
            assertThat(status(client.refresh(predecessor)))
                    .as("a refresh token whose successor was exchanged")
                    .isEqualTo(401);
            assertThat(status(client.refresh(successor.refresh())))
                    .as("a login whose refresh token was reused")
                    .isEqualTo(401);
        }
    }

    private static int status(Optional<HttpResponse<String>> answer) {
        return answer.map(HttpResponse::statusCode).orElse(0);
    }
}
