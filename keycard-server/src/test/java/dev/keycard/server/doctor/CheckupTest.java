package dev.keycard.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.jwt.StoredKey;
import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.EngineConfiguration;
import dev.keycard.server.testing.TestServer;
import dev.keycard.sql.Posture;
import dev.keycard.sql.SchemaState;
import dev.keycard.store.StoreSize;
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
    private static final Posture SOUND = new Posture(List.of(), 3, 1, 1, false, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void everyCheckIsDocumented_andNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/doctor.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Checkup.all().stream()
                        .map(check -> "| `" + check.name() + "` | " + check.looksAt() + " |")
                        .toList());
    }

    @Test
    void defaultsOnASoundMachine_askForNoAction() {
        assertThat(Checkup.of(patient(Map.of())))
                .allSatisfy(result -> assertThat(result.finding().level().asksForAction())
                        .as(result.toString())
                        .isFalse());
    }

    @Test
    void whateverIsNotFine_comesWithAdvice() {
        Patient patient = patient(Map.of("server.host", "0.0.0.0", "log.level", "debug"));
        assertThat(Checkup.of(patient))
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
        assertThat(level(patient(Map.of(setting, value)), check)).isEqualTo(level);
        assertThat(level(patient(Map.of()), check)).isIn(Level.OK, Level.NOTICE);
    }

    @ParameterizedTest
    @CsvSource({
        "log-insecure, starttls-required, DANGER, OK",
        "file, none-insecure, NOTICE, OK",
        "smtp, none-insecure, OK, WARNING",
        "smtp, tls, OK, OK"
    })
    void seesWhereMailGoes(String outbox, String tls, Level left, Level clear) {
        Patient patient = patient(Map.of(
                "mail.outbox", outbox,
                "mail.from", "id@example.org",
                "mail.smtp.host", "127.0.0.1",
                "mail.smtp.tls", tls,
                "server.public-url", "https://id.example.org",
                "registration.enabled", "true"));
        assertThat(level(patient, "mail.outbox")).isEqualTo(left);
        assertThat(level(patient, "mail.smtp.tls")).isEqualTo(clear);
        assertThat(level(patient, "registration")).isEqualTo(Level.OK);
    }

    @Test
    void tellsTimesAsTheConfigurationTakesThem() {
        Map<String, String> told = Map.of("0s", "0s", "40s", "40s", "5m", "5m");
        told.forEach((leeway, text) -> assertThat(Checkup.of(patient(Map.of("jwt.leeway", leeway))))
                .anySatisfy(result -> assertThat(result.finding().toString()).contains("jwt.leeway is " + text)));
        assertThat(Checkup.of(patient(Map.of("jwt.access-lifetime", "12h"))))
                .anySatisfy(result -> assertThat(result.finding().toString()).contains("jwt.access-lifetime is 12h"));
    }

    @Test
    void tellsTheBudget_besideTheRealHeap() {
        assertThat(Checkup.of(patient(Map.of())))
                .filteredOn(result -> result.check().name().equals("memory.budget"))
                .singleElement()
                .satisfies(result -> assertThat(result.finding().sentence())
                        .contains("A heap of 512 MiB: ", "hashing 40 MiB", "hashes at once: 2"));
        Machine small = new Machine("keycard", 25, "Amazon Corretto 2.5", 8L << 30, 64L << 20, 50L << 30);
        assertThat(Checkup.of(patient(Map.of(), small, contents(SOUND, NOW))))
                .filteredOn(result -> result.check().name().equals("memory.budget"))
                .singleElement()
                .satisfies(result -> assertThat(result.finding().toString())
                        .contains("DANGER", "the heap of 64 MiB", "password.hash-threads is 2"));
    }

    @Test
    void seesWhatIsInTheDatabase() {
        Posture bad = new Posture(List.of("row missing"), 9, 7, 6, true, 5, 2, 4, 3);
        Patient patient = patient(Map.of(), MACHINE, contents(bad, NOW));
        assertThat(level(patient, "accounts.first-admin")).isEqualTo(Level.WARNING);
        assertThat(level(patient, "accounts.superusers")).isEqualTo(Level.NOTICE);
        assertThat(level(patient, "accounts.hashes")).isEqualTo(Level.NOTICE);
        assertThat(level(patient, "accounts.refused-hashes")).isEqualTo(Level.WARNING);
        assertThat(level(patient, "api-tokens.endless")).isEqualTo(Level.NOTICE);
        assertThat(level(patient, "api-tokens.idle")).isEqualTo(Level.WARNING);
        assertThat(level(patient, "database.integrity")).isEqualTo(Level.DANGER);
    }

    @Test
    void seesOldKeys_andAClockThatRunsBehind() {
        Instant longAgo = NOW.minus(Duration.ofDays(400));
        assertThat(level(patient(Map.of(), MACHINE, contents(SOUND, longAgo)), "keys.age"))
                .isEqualTo(Level.WARNING);
        Instant soon = NOW.plus(Duration.ofHours(1));
        assertThat(level(patient(Map.of(), MACHINE, contents(SOUND, soon)), "clock"))
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
        assertThat(level(patient(settings, MACHINE, contents(SOUND, NOW)), "database.size"))
                .isEqualTo(Level.OK);
        StoreSize large = new StoreSize((1L << 20) + 1, 1L << 40, Long.MAX_VALUE);
        assertThat(level(patient(settings, MACHINE, contents(SOUND, NOW, large)), "database.size"))
                .isEqualTo(Level.WARNING);
        StoreSize full = new StoreSize(3L << 20, 0, Long.MAX_VALUE);
        assertThat(level(patient(settings, MACHINE, contents(SOUND, NOW, full)), "database.size"))
                .isEqualTo(Level.DANGER);
    }

    @Test
    void seesTheMachine() {
        Machine bad = new Machine("root", 17, "SunEC (Corretto does not run here)", 300L << 20, 192L << 20, 50L << 20);
        Patient patient = patient(Map.of(), bad, contents(SOUND, NOW));
        assertThat(level(patient, "machine.user")).isEqualTo(Level.WARNING);
        assertThat(level(patient, "machine.java")).isEqualTo(Level.NOTICE);
        assertThat(level(patient, "machine.signatures")).isEqualTo(Level.NOTICE);
        assertThat(level(patient, "machine.disk")).isEqualTo(Level.DANGER);
        assertThat(level(patient, "memory.budget")).isEqualTo(Level.WARNING);
    }

    @Test
    void seesFilesThatOthersMayRead() throws IOException {
        for (String[] file : new String[][] {{"keycard.db", "files.database"}, {"sealing.key", "files.sealing-key"}}) {
            Path path = Files.createFile(folder.resolve(file[0]));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            assertThat(level(patient(Map.of()), file[1])).isEqualTo(Level.OK);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
            assertThat(level(patient(Map.of()), file[1])).isEqualTo(Level.DANGER);
        }
    }

    @Test
    void seesSecretFilesThatOthersMayRead_andNoSecretIsTold() throws IOException {
        String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA";
        Path file = Files.writeString(folder.resolve("hs.secret"), secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Patient patient = patient(Map.of("jwt.algorithm", "HS256", "jwt.signing-key", "file:" + file));
        assertThat(level(patient, "files.configuration")).isEqualTo(Level.DANGER);
        assertThat(level(patient, "jwt.algorithm")).isEqualTo(Level.WARNING);
        assertThat(Checkup.of(patient).toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, OK", "0, 1, NOTICE", "1, 2, WARNING", "3, 2, DANGER"})
    void seesASchemaThatDoesNotFit(int version, int newest, Level level) {
        Patient sound = patient(Map.of());
        Patient patient = new Patient(
                sound.settings(),
                sound.config(),
                MACHINE,
                folder,
                sound.databaseFile(),
                new SchemaState(version, newest),
                Optional.empty(),
                NOW);
        assertThat(level(patient, "database.schema")).isEqualTo(level);
    }

    private Patient patient(Map<String, String> settings) {
        return patient(settings, MACHINE, contents(SOUND, NOW.minus(Duration.ofDays(1))));
    }

    private Patient patient(Map<String, String> settings, Machine machine, Patient.Contents contents) {
        Map<String, String> all = new HashMap<>(Map.of("password.hash-threads", "2"));
        all.putAll(settings);
        Configuration configuration = TestServer.configuration(folder, all);
        return new Patient(
                configuration,
                EngineConfiguration.from(configuration),
                machine,
                folder,
                folder.resolve("keycard.db"),
                new SchemaState(1, 1),
                Optional.of(contents),
                NOW);
    }

    private static Patient.Contents contents(Posture posture, Instant keyMade) {
        return contents(posture, keyMade, new StoreSize(1L << 20, 1L << 10, Long.MAX_VALUE));
    }

    private static Patient.Contents contents(Posture posture, Instant keyMade, StoreSize size) {
        return new Patient.Contents(
                posture, List.of(new StoredKey("kid", "ES256", new byte[0], keyMade, keyMade, null, null)), size);
    }

    private static Level level(Patient patient, String check) {
        return Checkup.of(patient).stream()
                .filter(result -> result.check().name().equals(check))
                .map(result -> result.finding().level())
                .findFirst()
                .orElseThrow();
    }
}
