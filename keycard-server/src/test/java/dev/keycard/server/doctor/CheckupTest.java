package dev.keycard.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.key.StoredKey;
import dev.keycard.node.doctor.Checkup;
import dev.keycard.node.doctor.Installation;
import dev.keycard.node.doctor.Level;
import dev.keycard.node.doctor.Machine;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.MetricsSettings;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.sql.SchemaState;
import dev.keycard.sql.SecurityReport;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.store.StoreSize;
import dev.keycard.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check, on a machine that is made up. */
class CheckupTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Machine MACHINE =
            new Machine("keycard", 25, "Amazon Corretto 2.5", 8L << 30, 512L << 20, 50L << 30);
    private static final SecurityReport SOUND =
            new SecurityReport(List.of(), SecurityReport.Server.NONE, 3, 1, 1, false, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void everyCheckIsDocumented_andNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/doctor.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(ServerCheckup.checks(server(installation(Map.of()))).checks().stream()
                        .map(check -> "| `" + check.name() + "` | " + check.looksAt() + " |")
                        .toList());
    }

    @Test
    void defaultsOnASoundMachine_askForNoAction() {
        assertThat(results(installation(Map.of())))
                .allSatisfy(result -> assertThat(result.finding().level().asksForAction())
                        .as(result.toString())
                        .isFalse());
    }

    @Test
    void whateverIsNotFine_comesWithAdvice() {
        Installation installation = installation(Map.of("server.host", "0.0.0.0", "log.level", "debug"));
        assertThat(results(installation))
                .allSatisfy(result -> assertThat(result.finding().advice().isEmpty())
                        .as(result.toString())
                        .isEqualTo(result.finding().level() == Level.OK));
    }

    @ParameterizedTest
    @CsvSource({
        "server.host, 0.0.0.0, network.tls, DANGER",
        "server.trusted-proxies, 128.0.0.0/1, network.trusted-proxies, DANGER",
        "server.trusted-proxies, 10.0.0.0/8, network.trusted-proxies, OK",
        "authentication.schemes, basic, sign-in.basic, WARNING",
        "throttle.sign-in, none, sign-in.throttle, DANGER",
        "throttle.sign-in-address, none, sign-in.throttle, WARNING",
        "password.hash-threads, 200, memory.budget, DANGER",
        "password.imported-memory, 128MiB, memory.budget, OK",
        "server.max-connections, 100000, memory.budget, DANGER",
        "registration.enabled, true, registration, WARNING",
        "session.lifetime, 200d, session.lifetime, WARNING",
        "jwt.algorithm, HS256, jwt.algorithm, NOTICE",
        "jwt.access-lifetime, 1h, jwt.access-lifetime, WARNING",
        "jwt.login-lifetime, 365d, jwt.login-lifetime, WARNING",
        "jwt.leeway, 40s, jwt.leeway, WARNING",
        "jwt.rotate-refresh, false, jwt.rotate-refresh, WARNING",
        "jwt.refresh-grace, 5m, jwt.refresh-grace, WARNING",
        "change.max-staleness, 1m, change.max-staleness, WARNING",
        "metrics.permission, AllowAny, metrics, WARNING",
        "permission.default, AllowAny, permission.default, NOTICE",
        "log.level, debug, log.level, NOTICE"
    })
    void seesRiskySettings(String setting, String value, String check, Level level) {
        assertThat(level(installation(Map.of(setting, value)), check)).isEqualTo(level);
        assertThat(level(installation(Map.of()), check)).isIn(Level.OK, Level.NOTICE);
    }

    @ParameterizedTest
    @CsvSource({
        "log-insecure, starttls-required, DANGER, OK",
        "file, none-insecure, NOTICE, OK",
        "smtp, none-insecure, OK, WARNING",
        "smtp, tls, OK, OK"
    })
    void seesWhereMailGoes(String outbox, String tls, Level left, Level clear) {
        Installation installation = installation(Map.of(
                "mail.outbox", outbox,
                "mail.from", "id@example.org",
                "mail.smtp.host", "127.0.0.1",
                "mail.smtp.tls", tls,
                "server.public-url", "https://id.example.org",
                "registration.enabled", "true"));
        assertThat(level(installation, "mail.outbox")).isEqualTo(left);
        assertThat(level(installation, "mail.smtp.tls")).isEqualTo(clear);
        assertThat(level(installation, "registration")).isEqualTo(Level.OK);
    }

    @Test
    void tellsTimesAsTheConfigurationTakesThem() {
        Map<String, String> told = Map.of("0s", "0s", "40s", "40s", "5m", "5m");
        told.forEach((leeway, text) -> assertThat(results(installation(Map.of("jwt.leeway", leeway))))
                .anySatisfy(result -> assertThat(result.finding().toString()).contains("jwt.leeway is " + text)));
        assertThat(results(installation(Map.of("jwt.access-lifetime", "12h"))))
                .anySatisfy(result -> assertThat(result.finding().toString()).contains("jwt.access-lifetime is 12h"));
    }

    @Test
    void tellsTheBudget_besideTheRealHeap() {
        assertThat(results(installation(Map.of())))
                .filteredOn(result -> result.check().name().equals("memory.budget"))
                .singleElement()
                .satisfies(result -> assertThat(result.finding().sentence())
                        .contains("A heap of 512 MiB: ", "hashing 40 MiB", "hashes at once: 2"));
        Machine small = new Machine("keycard", 25, "Amazon Corretto 2.5", 8L << 30, 64L << 20, 50L << 30);
        assertThat(results(installation(Map.of(), small, contents(SOUND, NOW))))
                .filteredOn(result -> result.check().name().equals("memory.budget"))
                .singleElement()
                .satisfies(result -> assertThat(result.finding().toString())
                        .contains("DANGER", "the heap of 64 MiB", "password.hash-threads is 2"));
    }

    @Test
    void seesWhatIsInTheDatabase() {
        SecurityReport bad =
                new SecurityReport(List.of("row missing"), SecurityReport.Server.NONE, 9, 7, 6, true, 5, 2, 4, 3);
        Installation installation = installation(Map.of(), MACHINE, contents(bad, NOW));
        assertThat(level(installation, "accounts.first-admin")).isEqualTo(Level.WARNING);
        assertThat(level(installation, "accounts.superusers")).isEqualTo(Level.NOTICE);
        assertThat(level(installation, "accounts.hashes")).isEqualTo(Level.NOTICE);
        assertThat(level(installation, "accounts.refused-hashes")).isEqualTo(Level.WARNING);
        assertThat(level(installation, "api-tokens.endless")).isEqualTo(Level.NOTICE);
        assertThat(level(installation, "api-tokens.idle")).isEqualTo(Level.WARNING);
        assertThat(level(installation, "database.integrity")).isEqualTo(Level.DANGER);
    }

    @Test
    void seesOldKeys_andAClockThatRunsBehind() {
        Instant longAgo = NOW.minus(Duration.ofDays(400));
        assertThat(level(installation(Map.of(), MACHINE, contents(SOUND, longAgo)), "keys.age"))
                .isEqualTo(Level.WARNING);
        Instant soon = NOW.plus(Duration.ofHours(1));
        assertThat(level(installation(Map.of(), MACHINE, contents(SOUND, soon)), "clock"))
                .isEqualTo(Level.DANGER);
    }

    @Test
    void seesSizesBeyondThoseThatAreWatched() {
        Map<String, String> settings = Map.of(
                "store.warn-size",
                "1MiB",
                "store.stop-observations-size",
                "2MiB",
                "audit.warn-size",
                "none",
                "audit.stop-observations-size",
                "none");
        assertThat(level(installation(settings, MACHINE, contents(SOUND, NOW)), "database.size"))
                .isEqualTo(Level.OK);
        StoreSize large = new StoreSize((1L << 20) + 1, 1L << 40, Long.MAX_VALUE);
        assertThat(level(installation(settings, MACHINE, contents(SOUND, NOW, large)), "database.size"))
                .isEqualTo(Level.WARNING);
        StoreSize full = new StoreSize(3L << 20, 0, Long.MAX_VALUE);
        assertThat(level(installation(settings, MACHINE, contents(SOUND, NOW, full)), "database.size"))
                .isEqualTo(Level.DANGER);
    }

    @Test
    void seesTheMachine() {
        Machine bad = new Machine("root", 17, "SunEC (Corretto does not run here)", 300L << 20, 192L << 20, 50L << 20);
        Installation installation = installation(Map.of(), bad, contents(SOUND, NOW));
        assertThat(level(installation, "machine.user")).isEqualTo(Level.WARNING);
        assertThat(level(installation, "machine.java")).isEqualTo(Level.NOTICE);
        assertThat(level(installation, "machine.signatures")).isEqualTo(Level.NOTICE);
        assertThat(level(installation, "machine.disk")).isEqualTo(Level.DANGER);
        assertThat(level(installation, "memory.budget")).isEqualTo(Level.WARNING);
    }

    @Test
    void seesFilesThatOthersMayRead() throws IOException {
        for (String[] file : new String[][] {{"keycard.db", "files.database"}, {"sealing.key", "files.sealing-key"}}) {
            Path path = Files.createFile(folder.resolve(file[0]));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            assertThat(level(installation(Map.of()), file[1])).isEqualTo(Level.OK);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
            assertThat(level(installation(Map.of()), file[1])).isEqualTo(Level.DANGER);
        }
    }

    @Test
    void seesSecretFilesThatOthersMayRead_andNoSecretIsTold() throws IOException {
        String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA";
        Path file = Files.writeString(folder.resolve("hs.secret"), secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Installation installation = installation(Map.of("jwt.algorithm", "HS256", "jwt.signing-key", "file:" + file));
        assertThat(level(installation, "files.configuration")).isEqualTo(Level.DANGER);
        assertThat(level(installation, "jwt.algorithm")).isEqualTo(Level.WARNING);
        assertThat(results(installation).toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, OK", "0, 1, NOTICE", "1, 2, WARNING", "3, 2, DANGER"})
    void seesASchemaThatDoesNotFit(int version, int newest, Level level) {
        Installation sound = installation(Map.of());
        Installation installation = new Installation(
                sound.configuration(),
                MACHINE,
                folder,
                sound.database(),
                new SchemaState(version, newest, version > newest ? version : 0),
                Optional.empty(),
                NOW);
        assertThat(level(installation, "database.schema")).isEqualTo(level);
    }

    @Test
    void seesWhetherRedisAnswers_andWhoCanReachIt() {
        try (RedisServer server = RedisServer.startWithPassword("s3cret");
                RedisServer open = RedisServer.start("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
            Installation sound = installation(Map.of("redis.url", server.url(), "redis.password", "s3cret"));
            assertThat(level(sound, "redis")).isEqualTo(Level.OK);
            assertThat(level(sound, "redis.access")).isEqualTo(Level.OK);
            Installation evicting = installation(Map.of("redis.url", open.url()));
            assertThat(level(evicting, "redis")).isEqualTo(Level.NOTICE);
            assertThat(level(evicting, "redis.access")).isEqualTo(Level.NOTICE);
            Installation wrong = installation(Map.of("redis.url", "redis://:wr0ng@127.0.0.1:" + server.port()));
            assertThat(level(wrong, "redis")).isEqualTo(Level.WARNING);
            assertThat(results(wrong).toString()).doesNotContain("wr0ng");
        }
        assertThat(level(installation(Map.of("redis.url", "redis://redis.invalid")), "redis.access"))
                .isEqualTo(Level.WARNING);
        assertThat(level(installation(Map.of("redis.url", "redis://:x@redis.invalid")), "redis.access"))
                .isEqualTo(Level.WARNING);
        assertThat(level(installation(Map.of("redis.url", "rediss://:x@redis.invalid")), "redis.access"))
                .isEqualTo(Level.OK);
        assertThat(level(installation(Map.of()), "redis")).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({"'db1.test,db2.test', false, WARNING", "'db1.test,db2.test', true, OK", "db1.test, false, OK"})
    void seesWhetherAFailOverLosesWhatWasAcknowledged(String hosts, boolean waitsForStandby, Level level) {
        SecurityReport report = new SecurityReport(
                List.of(),
                new SecurityReport.Server(List.of(), waitsForStandby, Duration.ZERO, 100),
                3,
                1,
                1,
                false,
                0,
                0,
                0,
                0);
        DatabaseSettings database = PostgresSettings.of("jdbc:postgresql://" + hosts + "/keycard");
        assertThat(level(installation(Map.of(), MACHINE, contents(report, NOW), database), "database.durability"))
                .isEqualTo(level);
    }

    private Installation installation(Map<String, String> settings) {
        return installation(settings, MACHINE, contents(SOUND, NOW.minus(Duration.ofDays(1))));
    }

    private Installation installation(Map<String, String> settings, Machine machine, Installation.Contents contents) {
        return installation(settings, machine, contents, SqliteSettings.of(folder.resolve("keycard.db")));
    }

    private Installation installation(
            Map<String, String> settings, Machine machine, Installation.Contents contents, DatabaseSettings database) {
        Map<String, String> all = new HashMap<>(Map.of("password.hash-threads", "2"));
        all.putAll(settings);
        return new Installation(
                ServerConfiguration.of(TestServer.configuration(folder, all)).node(),
                machine,
                folder,
                database,
                new SchemaState(1, 1, 1),
                Optional.of(contents),
                NOW);
    }

    private static Installation.Contents contents(SecurityReport report, Instant keyMade) {
        return contents(report, keyMade, new StoreSize(1L << 20, 1L << 10, Long.MAX_VALUE));
    }

    private static Installation.Contents contents(SecurityReport report, Instant keyMade, StoreSize size) {
        return new Installation.Contents(
                report, List.of(StoredKey.made("kid", "ES256", new byte[0], keyMade, keyMade)), size, false);
    }

    private static List<Checkup.Result> results(Installation installation) {
        return ServerCheckup.checks(server(installation)).of(installation);
    }

    private static ServerConfiguration server(Installation installation) {
        return new ServerConfiguration(
                installation.configuration(), MetricsSettings.permission(installation.settings()));
    }

    private static Level level(Installation installation, String check) {
        return results(installation).stream()
                .filter(result -> result.check().name().equals(check))
                .map(result -> result.finding().level())
                .findFirst()
                .orElseThrow();
    }
}
