package dev.keycard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.keycard.testkit.Race;
import dev.keycard.testkit.RedisServer;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.throttle.ThrottleConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis that hangs, is gone, forgets or refuses: the node counts alone, soon, and counts with the others again afterwards. */
@Tag("long")
class RedisAwayTest {

    private static final Rate RATE = new Rate(3, Duration.ofMinutes(10));

    /** Far more than the deadline of one command, because machines that build are loaded. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final ThrottleConfig TEN_FAILURES = ThrottleConfig.defaults();

    private static final Duration BACK = Duration.ofSeconds(10);
    private static final String FALLBACKS = "keycard_redis_fallbacks";
    private static final String AVAILABLE = "keycard_redis_available";

    private final RedisServer server = RedisServer.start();
    private final Nodes nodes = Nodes.of(server);

    @AfterEach
    void stop() {
        nodes.close();
        server.close();
    }

    @Test
    void hangingRedis_costsOneDeadline_andNotOneForEachCount() {
        Counters counters = Nodes.counters(opened());
        server.suspend();
        Duration first = timed(() -> counters.take("key", RATE));
        Duration further = timed(() -> {
            for (int i = 0; i < 1000; i++) {
                counters.take("key" + i, RATE);
            }
        });

        assertThat(first).isLessThan(SOON);
        assertThat(further).isLessThan(SOON);
        assertThat(nodes.metrics.count(FALLBACKS)).isEqualTo(1001);
        assertThat(nodes.metrics.gauge(AVAILABLE)).isZero();
    }

    @Test
    void hangingRedis_letsNoThreadWait_afterTheFirstHasWaited() throws Exception {
        Counters counters = Nodes.counters(opened());
        server.suspend();
        try (Race race = new Race(16)) {
            List<Duration> waits = race.run(() -> timed(() -> {
                for (int i = 0; i < 50; i++) {
                    counters.take("key", RATE);
                }
            }));

            assertThat(waits).allMatch(wait -> wait.compareTo(SOON) < 0);
        }
    }

    @Test
    void signIn_answersSoon_andStaysLimited_whileRedisHangs() {
        SignInThrottle throttle = new SignInThrottle(TEN_FAILURES, Nodes.counters(opened()));
        server.suspend();
        Duration first = timed(() -> attempt(throttle));
        int admitted = first.isZero() ? 0 : 1;
        for (int i = 0; i < 30; i++) {
            admitted += attempt(throttle) ? 1 : 0;
        }

        assertThat(first).isLessThan(SOON);
        assertThat(admitted).isEqualTo(10);
    }

    @Test
    void attemptsInFlight_whenRedisStops_areReturnedWhereTheyWereTaken() {
        Rate rate = new Rate(10, Duration.ofMinutes(10));
        Counters counters = Nodes.counters(opened());
        Count inRedis = counters.take("key", rate);
        server.suspend();
        Count alone = counters.take("key", rate);
        assertThat(alone.remaining()).isEqualTo(9);
        counters.giveBack("key", inRedis);
        assertThat(counters.take("key", rate).remaining()).isEqualTo(8);
        counters.giveBack("key", alone);
        assertThat(counters.take("key", rate).remaining()).isEqualTo(8);
        server.resume();
        awaitShared();

        long left = counters.take("key", rate).remaining();
        assertThat(left)
                .as("the attempt that Redis did not answer may count too")
                .isBetween(7L, 8L);
        counters.giveBack("key", alone);
        assertThat(counters.take("key", rate).remaining()).isEqualTo(left - 1);
    }

    @Test
    void countsTogetherAgain_soonAfterRedisGoesOn_andWhatItHeldStillCounts() {
        KeycardRedis node = opened();
        KeycardRedis otherNode = opened();
        Counters counters = Nodes.counters(node);
        Counters other = Nodes.counters(otherNode);
        exhaust(counters);
        server.suspend();
        assertThat(counters.take("key", RATE).taken()).isTrue();
        RedisServer.await(() -> !otherNode.isAvailable());
        server.resume();

        assertThat(timed(() -> RedisServer.await(() -> node.isAvailable() && otherNode.isAvailable())))
                .isLessThan(BACK);
        assertThat(counters.take("key", RATE).taken()).isFalse();
        assertThat(other.take("key", RATE).taken()).isFalse();
    }

    @Test
    void killedRedis_isNoticedAtOnce_andUsedAgainAfterItsStart_empty() {
        Counters counters = Nodes.counters(opened());
        exhaust(counters);
        server.stop();

        assertThat(timed(() -> exhaust(counters))).as("alone").isLessThan(SOON);
        server.startAgain();
        assertThat(timed(this::awaitShared)).isLessThan(BACK);
        exhaust(counters);
        assertThat(server.command("KEYS", "keycard:count:*")).isNotBlank();
    }

    @Test
    void flushedRedis_countsFromZero_withoutAnInterruption() {
        Counters counters = Nodes.counters(opened());
        exhaust(counters);
        server.flush();

        exhaust(counters);
        assertThat(nodes.metrics.count(FALLBACKS)).isZero();
    }

    @Test
    void redisThatIsNotThere_delaysNoStart_andIsUsedWhenItComes() {
        server.stop();
        assertThat(timed(nodes::open)).isLessThan(Duration.ofSeconds(4));
        assertThat(nodes.metrics.gauge(AVAILABLE)).isZero();
        server.startAgain();

        assertThat(timed(this::awaitShared)).isLessThan(BACK);
    }

    @Test
    void blackHole_delaysNoStart_andNoCount() throws IOException {
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Nodes lost = new Nodes(RedisAccess.to("redis://127.0.0.1:" + hole.getLocalPort()))) {
            assertThat(timed(lost::open)).isLessThan(Duration.ofSeconds(4));
            Counters counters = Nodes.counters(lost.open());

            assertThat(timed(() -> exhaust(counters))).isLessThan(SOON);
        }
    }

    @Test
    void redisThatCannotWrite_isAway_andIsNotTriedForEachCount() {
        Counters counters = Nodes.counters(opened());
        server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        server.command("CONFIG", "SET", "maxmemory", "1");
        try (LogLines log = new LogLines()) {
            exhaust(counters);
            RedisServer.await(() -> Integer.parseInt(commandsOf("evalsha")) >= 6);

            assertThat(log.of(Level.WARN)).hasSize(1);
            assertThat(log.of(Level.INFO)).isEmpty();
        }
        server.command("CONFIG", "SET", "maxmemory", "0");

        assertThat(timed(this::awaitShared)).isLessThan(BACK);
    }

    @Test
    void eachTransition_isLoggedOnce() {
        try (LogLines log = new LogLines()) {
            Counters counters = Nodes.counters(opened());
            for (int times = 1; times <= 2; times++) {
                server.suspend();
                for (int i = 0; i < 100; i++) {
                    counters.take("key", RATE);
                }
                server.resume();
                awaitShared();

                assertThat(log.of(Level.WARN))
                        .hasSize(times)
                        .allMatch(line -> line.contains("counts requests and sign-ins alone"));
                assertThat(log.of(Level.INFO)).hasSize(times + 1);
            }
        }
    }

    @Test
    void idleNode_noticesThatRedisIsAway() {
        opened();
        server.suspend();

        RedisServer.await(() -> nodes.metrics.gauge(AVAILABLE) == 0);
        server.resume();
        awaitShared();
    }

    @Test
    void interruptedThread_countsAlone_andDoesNotBlameRedis() {
        Counters counters = Nodes.counters(opened());
        Thread.currentThread().interrupt();
        counters.take("key", RATE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(nodes.metrics.gauge(AVAILABLE)).isOne();
    }

    @Test
    void closedConnections_countAlone() {
        KeycardRedis node = opened();
        Counters counters = Nodes.counters(node);
        node.close();
        node.close();

        exhaust(counters);
    }

    private KeycardRedis opened() {
        KeycardRedis node = nodes.open();
        awaitShared();
        return node;
    }

    private void awaitShared() {
        RedisServer.await(() -> nodes.metrics.gauge(AVAILABLE) == 1);
    }

    private String commandsOf(String name) {
        return server.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + name + ":"))
                .map(line -> line.replaceAll(".*?calls=([0-9]+).*", "$1"))
                .findFirst()
                .orElse("0");
    }

    private static boolean attempt(SignInThrottle throttle) {
        SignInThrottle.Attempt attempt = throttle.begin("ada", "192.0.2.1", SignInThrottle.Origin.UNFAMILIAR);
        attempt.failed();
        return attempt.retryAfter().isEmpty();
    }

    private static void exhaust(Counters counters) {
        for (int i = 0; i < RATE.limit(); i++) {
            assertThat(counters.take("key", RATE).taken()).isTrue();
        }
        assertThat(counters.take("key", RATE).taken()).isFalse();
    }

    private static Duration timed(Runnable act) {
        long began = System.nanoTime();
        act.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
