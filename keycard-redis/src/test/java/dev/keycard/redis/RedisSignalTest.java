package dev.keycard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.change.ChangeSignal;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.metrics.Metrics;
import dev.keycard.store.Subscription;
import dev.keycard.testkit.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisSignalTest {

    /** Much longer than calls are apart. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private final RedisServer server = RedisServer.start();
    private final Nodes nodes = Nodes.of(server);

    @AfterEach
    void stop() {
        nodes.close();
        server.close();
    }

    @Test
    void wakesTheOtherNodes_andNotItsOwn() {
        KeycardRedis a = nodes.openAvailable();
        KeycardRedis b = nodes.openAvailable();
        AtomicInteger callsOfB = listening(b);
        AtomicInteger callsOfA = listening(a);
        int before = callsOfB.get();
        a.signal().send();
        RedisServer.await(() -> callsOfB.get() > before);
        assertThat(callsOfA).hasValue(0);

        b.signal().send();
        RedisServer.await(() -> callsOfA.get() == 1);
    }

    @Test
    void message_isTheRandomIdOfTheNode() throws Exception {
        KeycardRedis a = nodes.openAvailable();
        StringBuilder message = new StringBuilder();
        CountDownLatch came = new CountDownLatch(1);
        Topology topology = Topology.of(new RedisConfig(RedisAccess.to(server.url()), "keycard:", Nodes.TIMEOUT, true));
        Link link = topology.connect(new Topology.Channel("keycard:changes", text -> {
            message.append(text);
            came.countDown();
        }));
        a.signal().send();

        assertThat(came.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(message.toString()).matches("[0-9a-f]{16}");
        link.close();
        topology.close();
    }

    @Test
    void nodesWithAnotherPrefix_areNotWoken() {
        KeycardRedis sender = nodes.openAvailable();
        AtomicInteger calls = listening(nodes.openAvailable());
        KeycardRedis other = nodes.open("other:", Duration.ofSeconds(2));
        RedisServer.await(other::isAvailable);
        long before = published();
        other.signal().send();
        RedisServer.await(() -> published() > before);
        sender.signal().send();

        RedisServer.await(() -> calls.get() > 0);
        assertThat(calls).hasValue(1);
    }

    @Test
    void manySends_makeFewMessages() {
        ChangeSignal signal = nodes.openAvailable().signal();
        long began = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            signal.send();
        }
        RedisServer.await(() -> published() > 0);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();

        assertThat(published()).isLessThanOrEqualTo(millis / 3 + 2);
    }

    /** A client that may write to Redis can wake the nodes; each wake is one read of the log. */
    @Test
    void floodOfForgedMessages_causesOneHundredReadsASecondAtMost() {
        AtomicInteger reads = listening(nodes.openAvailable());
        long began = System.nanoTime();
        for (int i = 0; i < 3000; i++) {
            server.command("PUBLISH", "keycard:changes", "forged" + i);
        }
        RedisServer.await(() -> reads.get() > 0);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();

        assertThat(reads.get()).isLessThanOrEqualTo((int) (millis / 10) + 2);
    }

    /** The last message of a flood is not lost. */
    @Test
    void messageAfterOthers_isHeard() {
        AtomicLong lastCall = new AtomicLong();
        nodes.openAvailable().signal().onSignal(() -> lastCall.set(System.nanoTime()));
        for (int i = 0; i < 20; i++) {
            long before = System.nanoTime();
            server.command("PUBLISH", "keycard:changes", "x");
            server.command("PUBLISH", "keycard:changes", "x");
            RedisServer.await(() -> lastCall.get() - before > 0);
        }
        assertThat(published()).isEqualTo(40);
    }

    @Test
    void reconnecting_wakesTheNode_forSignalsMayBeLost() {
        AtomicInteger reads = listening(nodes.openAvailable());
        server.stop();
        server.startAgain();

        RedisServer.await(() -> reads.get() > 0);
        server.command("PUBLISH", "keycard:changes", "x");
        RedisServer.await(() -> reads.get() > 1);
    }

    @Test
    void sending_returnsAtOnce_whateverRedisDoes() {
        ChangeSignal signal = nodes.openAvailable().signal();
        server.suspend();
        long began = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            signal.send();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void listenerThatFails_keepsNoOtherFromHearing_andAClosedOneHearsNothing() {
        KeycardRedis node = nodes.openAvailable();
        node.signal().onSignal(() -> {
            throw new IllegalStateException("a fault of this test");
        });
        AtomicInteger closed = new AtomicInteger();
        Subscription subscription = node.signal().onSignal(closed::incrementAndGet);
        subscription.close();
        subscription.close();
        AtomicInteger reads = listening(node);
        server.command("PUBLISH", "keycard:changes", "x");

        RedisServer.await(() -> reads.get() > 0);
        assertThat(closed).hasValue(0);
    }

    @Test
    void closing_sendsWhatIsDue() {
        AtomicInteger reads = listening(nodes.openAvailable());
        KeycardRedis leaving = nodes.openAvailable();
        leaving.signal().send();
        leaving.close();

        RedisServer.await(() -> reads.get() > 0);
        leaving.signal().send();
    }

    @Test
    void withoutSignals_nothingIsSubscribed() {
        try (KeycardRedis node = KeycardRedis.open(
                new RedisConfig(RedisAccess.to(server.url()), "keycard:", Nodes.TIMEOUT, false),
                new RedisContext(new SealingKey(new byte[32]), Entropy.secure(), Metrics.none()))) {
            RedisServer.await(node::isAvailable);

            assertThat(node.signal()).isSameAs(ChangeSignal.NONE);
            assertThat(server.command("PUBSUB", "CHANNELS")).isEmpty();
        }
    }

    /** Counts the calls from now on. What the connection and the first message caused has come before. */
    private AtomicInteger listening(KeycardRedis node) {
        AtomicInteger first = new AtomicInteger();
        node.signal().onSignal(first::incrementAndGet);
        server.command("PUBLISH", "keycard:changes", "x");
        RedisServer.await(() -> first.get() > 0);
        AtomicLong since = new AtomicLong(System.nanoTime());
        AtomicInteger seen = new AtomicInteger(first.get());
        RedisServer.await(() -> {
            if (seen.getAndSet(first.get()) != first.get()) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > QUIET.toNanos();
        });
        AtomicInteger calls = new AtomicInteger();
        node.signal().onSignal(calls::incrementAndGet);
        return calls;
    }

    private long published() {
        return server.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_publish:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*?calls=([0-9]+).*", "$1")))
                .sum();
    }
}
