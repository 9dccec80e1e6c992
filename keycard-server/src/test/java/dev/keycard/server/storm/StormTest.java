package dev.keycard.server.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.keycard.server.http.Tls;
import dev.keycard.server.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All attacks and their mixtures, on the real server at its smallest heap: it lives, answers {@code /healthz} within a second,
 * and serves who is signed in. The system property {@code test.storm.seconds} sets how long each of the two storms lasts; 20
 * by default. What was sent and how it was refused is printed, and written to {@code target/storm.txt}. The second
 * is one of a whole processor: what attackers and other programs took of it meanwhile does not count, and where they leave less
 * than an eighth on average, nothing can be told about it.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
@Tag("long")
class StormTest {

    private static final Duration STORM = Duration.ofSeconds(Long.getLong("test.storm.seconds", 20));
    private static final Duration HEALTHY = Duration.ofSeconds(1);
    private static final double OCCUPIED = 8;
    private static final String DJANGO_ARGON2 = "argon2$argon2id$v=19$m=102400,t=2,p=8"
            + "$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c";
    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    /** How many connections each attacker keeps open. */
    private static final int KEPT = 300;

    @Test
    void survives_withoutTls(@TempDir Path folder) throws Exception {
        storm("without TLS", folder, Map.of(), null, "http");
    }

    @Test
    void survives_withTls(@TempDir Path folder) throws Exception {
        SelfSigned certificate = new SelfSigned();
        Tls tls = certificate.writeTo(folder);
        Map<String, String> settings = Map.of(
                "KEYCARD_SERVER_TLS_CERTIFICATE",
                tls.certificate().toString(),
                "KEYCARD_SERVER_TLS_KEY",
                tls.key().toString());
        storm("with TLS", folder, settings, certificate.trusting(), "https");
    }

    private void storm(
            String title, Path folder, Map<String, String> settings, @Nullable SSLContext trust, String scheme)
            throws IOException, InterruptedException {
        StormServer.run(folder, PASSWORD, "user", "create", "ann", "--password-stdin");
        importHash(folder);
        Map<String, String> all = new HashMap<>(settings);
        all.put("KEYCARD_JWT_ACCESS_LIFETIME", "1d");
        try (StormServer server = StormServer.start(folder, all)) {
            Target target = new Target(server.port(), trust);
            Credentials credentials =
                    Credentials.obtain(target, scheme + "://localhost:" + server.port(), "ann", PASSWORD);
            Duration atRest = watched(target, credentials, new Counts(), List.of(), Duration.ofSeconds(2))
                    .slowestHealth();
            Counts counts = new Counts();
            Watch watch = watched(target, credentials, counts, attackers(target, counts), STORM);
            tell(title, counts, watch, atRest);
            assertThat(server.isAlive()).as(server.said()).isTrue();
            Watch after = watched(target, credentials, new Counts(), List.of(), Duration.ofSeconds(1));
            assertThat(after.failure()).isEmpty();
            assumeThat(watch.slowness())
                    .as("this machine is too busy with other things to tell how quick the server is")
                    .isLessThan(OCCUPIED);
            assertThat(watch.failure()).isEmpty();
            assertThat(watch.slowestHealthOfServer()).isLessThan(HEALTHY);
        }
    }

    /** Past every door that would refuse it. */
    private static void importHash(Path folder) throws IOException, InterruptedException {
        StormServer.run(folder, "", "user", "create", Attacks.IMPORTED, "--no-password");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/keycard.db"));
                PreparedStatement update =
                        connection.prepareStatement("update users set password_hash = ? where username = ?")) {
            update.setString(1, DJANGO_ARGON2);
            update.setString(2, Attacks.IMPORTED);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException failed) {
            throw new AssertionError("cannot write into the database", failed);
        }
    }

    /** Each attack from an address of its own. */
    private static List<Attacker> attackers(Target target, Counts counts) {
        List<Attacker> attackers = new ArrayList<>();
        for (Attack attack : Attacks.on(target.isSecure())) {
            attackers.add(new Attacker(target, 2 + attackers.size(), attack, KEPT, counts));
        }
        return attackers;
    }

    private static Watch watched(
            Target target, Credentials credentials, Counts counts, List<Attacker> attackers, Duration time)
            throws InterruptedException {
        Watch watch = new Watch(target, credentials, counts);
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(watch, "watch"));
        attackers.forEach(attacker -> threads.add(new Thread(attacker, attacker.attack())));
        threads.forEach(Thread::start);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        watch.end();
        attackers.forEach(Attacker::end);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        return watch;
    }

    private static void tell(String title, Counts counts, Watch watch, Duration atRest) throws IOException {
        String text = String.format(
                "Storm %s, %d s: slowest /healthz %d ms (%d ms at rest; %d ms of a processor), slowest profile %d ms, work took "
                        + "%.1f times as long as alone%n%s",
                title,
                STORM.toSeconds(),
                watch.slowestHealth().toMillis(),
                atRest.toMillis(),
                watch.slowestHealthOfServer().toMillis(),
                watch.slowestProfile().toMillis(),
                watch.slowness(),
                counts.table());
        System.out.println(text);
        Path target = Path.of("target");
        if (Files.isDirectory(target)) {
            Files.writeString(target.resolve("storm.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
