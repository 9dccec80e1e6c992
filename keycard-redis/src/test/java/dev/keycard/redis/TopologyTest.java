package dev.keycard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import dev.keycard.crypto.Secret;
import dev.keycard.testkit.Race;
import dev.keycard.testkit.RedisServer;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, TLS, sentinels and clusters, with real servers. */
@Tag("long")
class TopologyTest {

    private static final Rate RATE = new Rate(3, Duration.ofMinutes(10));

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void password_isSent_andAWrongOneOrNone_isToldWithoutIt() {
        RedisServer server = kept(RedisServer.startWithPassword("correct horse"));
        assertShares(access(server.url(), null, "correct horse"));
        assertShares(RedisAccess.to("redis://:correct%20horse@127.0.0.1:" + server.port()));

        try (LogLines log = new LogLines()) {
            assertAway(access(server.url(), null, "battery staple"));
            assertAway(RedisAccess.to("redis://:battery%20staple@127.0.0.1:" + server.port()));
            assertAway(RedisAccess.to(server.url()));
            assertThat(log.of(Level.WARN)).hasSize(3).noneMatch(line -> line.contains("staple"));
        }
    }

    @Test
    void userWithRightsForKeycardAlone_isEnough() {
        RedisServer server = kept(RedisServer.start());
        server.command(
                ("ACL SETUSER keycard on >pass ~keycard:* resetchannels &keycard:* -@all +eval +evalsha +get +set +time"
                                + " +publish +subscribe +ping +hello +client")
                        .split(" "));
        assertShares(access(server.url(), "keycard", "pass"));
        assertAway(access(server.url(), "keycard", "wrong"));
    }

    @Test
    void tls_isVerified(@TempDir Path folder) throws Exception {
        assumeTrue(RedisServer.speaksTls(), "the server program of this platform has no TLS");
        Certificate certificate = Certificate.create(folder, "localhost");
        RedisServer server = kept(RedisServer.startWithTls(certificate.certificate(), certificate.key()));
        String url = "rediss://localhost:" + server.tlsPort();
        assertShares(new RedisAccess(new Secret(url), false, null, null, certificate.certificate()));

        assertAway(RedisAccess.to(url));
        Certificate another = Certificate.create(folder, "other.example");
        assertAway(new RedisAccess(new Secret(url), false, null, null, another.certificate()));
        RedisServer elsewhere = kept(RedisServer.startWithTls(another.certificate(), another.key()));
        assertAway(new RedisAccess(
                new Secret("rediss://localhost:" + elsewhere.tlsPort()), false, null, null, another.certificate()));
    }

    @Test
    void sentinels_nameTheMaster_alsoAfterItIsGone() {
        RedisServer master = kept(RedisServer.start());
        RedisServer replica = kept(master.startReplica());
        RedisServer sentinel = kept(master.startSentinel("main"));
        RedisServer.await(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
        RedisServer.await(() -> sentinel.command("INFO", "sentinel").contains("slaves=1"));
        Nodes nodes = kept(new Nodes(RedisAccess.to("redis-sentinel://127.0.0.1:" + sentinel.port() + "#main")));
        KeycardRedis node = nodes.openAvailable();
        Counters counters = Nodes.counters(node);
        counters.take("key", RATE);
        assertThat(master.command("KEYS", "keycard:count:*")).isNotBlank();
        RedisServer.await(() -> !replica.command("KEYS", "keycard:count:*").isBlank());
        master.stop();

        counters.take("key", RATE);
        RedisServer.await(() -> isMaster(replica));
        RedisServer.await(node::isAvailable);
        assertThat(counters.take("key", RATE).remaining()).isEqualTo(1);
    }

    @Test
    void cluster_countsTogether_andCarriesSignals() throws Exception {
        List<RedisServer> servers = RedisServer.startCluster(3);
        servers.forEach(this::kept);
        String url = "redis://"
                + servers.stream().map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(","));
        assertThat(RedisAccess.to(url).isCluster()).isTrue();
        Nodes nodes = kept(new Nodes(RedisAccess.to(url)));
        KeycardRedis one = nodes.openAvailable();
        KeycardRedis two = nodes.openAvailable();
        Counters first = Nodes.counters(one);
        Counters second = Nodes.counters(two);
        try (Race race = new Race(6)) {
            for (int key = 0; key < 20; key++) {
                String name = "key" + key;
                List<Boolean> taken = race.run(contender -> () ->
                        (contender % 2 == 0 ? first : second).take(name, RATE).taken());
                assertThat(taken.stream().filter(each -> each)).hasSize(3);
            }
        }
        assertThat(servers)
                .allMatch(server -> !server.command("KEYS", "keycard:count:*").isBlank());
        Count count = first.take("back", RATE);
        first.giveBack("back", count);
        assertThat(first.take("back", RATE).remaining()).isEqualTo(2);

        AtomicInteger heard = new AtomicInteger();
        two.signal().onSignal(heard::incrementAndGet);
        int before = heard.get();
        one.signal().send();
        RedisServer.await(() -> heard.get() > before);

        servers.get(2).suspend();
        RedisServer.await(() -> !one.isAvailable() && !two.isAvailable());
        servers.get(2).resume();
        RedisServer.await(() -> one.isAvailable() && two.isAvailable());
        assertShares(new RedisAccess(new Secret(servers.get(1).url()), true, null, null, null));
    }

    private void assertShares(RedisAccess access) {
        try (Nodes nodes = new Nodes(access)) {
            Counters one = Nodes.counters(nodes.openAvailable());
            Counters two = Nodes.counters(nodes.openAvailable());
            one.take("shared by " + access.address() + System.nanoTime(), RATE);
            String key = "shared" + System.nanoTime();
            one.take(key, RATE);

            assertThat(two.take(key, RATE).remaining()).isEqualTo(1);
            assertThat(nodes.metrics.count("keycard_redis_fallbacks")).isZero();
        }
    }

    private static void assertAway(RedisAccess access) {
        try (Nodes nodes = new Nodes(access)) {
            KeycardRedis node = nodes.open();
            Counters counters = Nodes.counters(node);

            assertThat(counters.take("key", RATE).taken()).isTrue();
            assertThat(node.isAvailable()).isFalse();
            assertThat(nodes.metrics.count("keycard_redis_fallbacks")).isOne();
        }
    }

    /** A server that is promoted closes its connections. */
    private static boolean isMaster(RedisServer server) {
        try {
            return server.command("INFO", "replication").contains("role:master");
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    private static RedisAccess access(String url, @Nullable String user, String password) {
        return new RedisAccess(new Secret(url), false, user, new Secret(password), null);
    }

    private <T extends AutoCloseable> T kept(T something) {
        opened.add(something);
        return something;
    }
}
