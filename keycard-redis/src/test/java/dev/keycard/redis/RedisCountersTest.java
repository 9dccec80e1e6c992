package dev.keycard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.testkit.RedisServer;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.throttle.ThrottleConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to counters in Redis. */
class RedisCountersTest {

    private static final RedisServer SERVER = RedisServer.start();
    private static final Rate RATE = new Rate(3, Duration.ofMinutes(10));

    private final Nodes nodes = Nodes.of(SERVER);

    @AfterEach
    void closeNodes() {
        nodes.close();
        SERVER.flush();
    }

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    @Test
    void redis_holdsNoNames_noAddresses_andForgetsEveryKey() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        SignInThrottle throttle = new SignInThrottle(ThrottleConfig.defaults().with(SignInRates.defaults()), counters);
        throttle.begin("ada@example.org", "203.0.113.77", SignInThrottle.Origin.FAMILIAR)
                .failed();
        throttle.begin("ada@example.org", "2001:db8:1:2::3", SignInThrottle.Origin.UNFAMILIAR)
                .failed();
        List<String> keys = SERVER.command("KEYS", "*").lines().toList();

        assertThat(keys).hasSizeGreaterThan(5).allMatch(key -> key.matches("keycard:count:[A-Za-z0-9_-]{24}"));
        assertThat(keys).allMatch(key -> Long.parseLong(SERVER.command("PTTL", key)) > 0);
        assertThat(keys).allMatch(key -> SERVER.command("GET", key).matches("[0-9]{13} [0-9]+"));
    }

    @Test
    void nodesWithAnotherPrefix_countApart() {
        Counters one = Nodes.counters(nodes.openAvailable());
        KeycardRedis node = nodes.open("other:", Duration.ofSeconds(2));
        RedisServer.await(node::isAvailable);
        one.take("key", RATE);

        assertThat(Nodes.counters(node).take("key", RATE).remaining()).isEqualTo(2);
        assertThat(SERVER.command("KEYS", "other:count:*")).isNotBlank();
    }

    /** The nodes' clocks have no part in it, so a node whose clock is wrong counts like the others. */
    @Test
    void periodsEnd_byTheClockOfRedis() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        Rate short1 = new Rate(1, Duration.ofSeconds(1));
        Count first = counters.take("key", short1);
        assertThat(counters.take("key", short1).taken()).isFalse();

        RedisServer.await(() -> counters.take("key", short1).taken());
        assertThat(first.reset()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void clockOfRedisSetBack_makesNobodyWaitLongerThanAPeriod() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        exhaust(counters);
        String key = countKey();
        long begun = Long.parseLong(SERVER.command("GET", key).split(" ", -1)[0]);
        SERVER.command("SET", key, begun + 3_600_000 + " 3", "PX", "9000000");

        assertThat(counters.take("key", RATE).reset()).isLessThanOrEqualTo(RATE.period());
        long shifted = Long.parseLong(SERVER.command("GET", key).split(" ", -1)[0]);
        assertThat(shifted).isLessThan(begun + 60_000);
        assertThat(counters.take("key", RATE).taken()).isFalse();
    }

    @Test
    void keyThatHoldsSomethingElse_countsFromZero() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        for (List<String> damage : List.of(
                List.of("SET", "", "nonsense"),
                List.of("SET", "", "-1 99999999999999999999"),
                List.of("HSET", "", "a", "b"))) {
            exhaust(counters);
            String key = countKey();
            SERVER.command("DEL", key);
            String[] command = damage.toArray(String[]::new);
            command[1] = key;
            SERVER.command(command);

            assertThat(counters.take("key", RATE).remaining()).isEqualTo(2);
            SERVER.command("DEL", key);
        }
        assertThat(nodes.metrics.count("keycard_redis_fallbacks")).isZero();
    }

    /** A count that does not fit into Redis' arithmetic cannot be used to get more. */
    @Test
    void forgedCount_givesNoMoreThanTheLimit() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        exhaust(counters);
        long begun = Long.parseLong(SERVER.command("GET", countKey()).split(" ", -1)[0]);
        SERVER.command("SET", countKey(), begun + " 99999999999999999999", "PX", "600000");

        assertThat(counters.take("key", RATE).taken()).isFalse();
        assertThat(counters.take("key", RATE).remaining()).isZero();
    }

    @Test
    void scriptsThatRedisForgot_areTaughtAgain() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        Count count = counters.take("key", RATE);
        SERVER.command("SCRIPT", "FLUSH");
        counters.giveBack("key", count);
        RedisServer.await(() -> SERVER.command("GET", countKey()).endsWith(" 0"));
        SERVER.command("SCRIPT", "FLUSH");

        assertThat(counters.take("key", RATE).remaining()).isEqualTo(2);
        assertThat(nodes.metrics.count("keycard_redis_fallbacks")).isZero();
    }

    @Test
    void areNotLocal_soNoEventLoopCallsThem() {
        assertThat(Nodes.counters(nodes.openAvailable()).isLocal()).isFalse();
    }

    /** Figures for the documentation: how long one count takes. */
    @Test
    void measure_oneCount() {
        Counters counters = Nodes.counters(nodes.openAvailable());
        Rate rate = new Rate(999_999_999, Duration.ofMinutes(1));
        int rounds = 20_000;
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long began = System.nanoTime();
            counters.take("key" + i % 100, rate);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "one count in Redis on this machine: median %d us, 99 %% within %d us, longest %d us%n",
                nanos[rounds / 2] / 1000, nanos[rounds * 99 / 100] / 1000, nanos[rounds - 1] / 1000);

        assertThat(nanos[rounds / 2]).isLessThan(Duration.ofMillis(20).toNanos());
    }

    private static String countKey() {
        return SERVER.command("KEYS", "*")
                .lines()
                .filter(key -> !isTrial(key))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isTrial(String key) {
        return Long.parseLong(SERVER.command("PTTL", key)) <= 2000;
    }

    private static void exhaust(Counters counters) {
        for (int i = 0; i < RATE.limit(); i++) {
            assertThat(counters.take("key", RATE).taken()).isTrue();
        }
        assertThat(counters.take("key", RATE).taken()).isFalse();
    }
}
