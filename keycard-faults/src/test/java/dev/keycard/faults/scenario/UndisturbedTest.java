package dev.keycard.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.faults.cluster.Cluster;
import dev.keycard.faults.journal.Journal;
import dev.keycard.faults.journal.JournalChecker;
import dev.keycard.faults.journal.Promise;
import dev.keycard.faults.traffic.Api;
import dev.keycard.faults.traffic.Delays;
import dev.keycard.faults.traffic.Races;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over one PostgreSQL without any fault: requests at the same moment, and how soon a revocation is known elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndisturbedTest {

    private static final int NODES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MAX_STALENESS = Duration.ofSeconds(5);
    private static final int FEW_DELAYS = 40;

    /** The interval of readings of a node that is not woken: the default of {@code change.poll}. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** A node that is woken does not wait; the pauses keep rounds apart. */
    private static final Duration PUSHED = Duration.ofMillis(100);

    private final int races = Length.configured().races();
    private final int delays = Integer.getInteger("test.faults.delays", FEW_DELAYS);
    private final Journal journal = new Journal();

    private Cluster cluster;
    private Api api;
    private String adminPassword;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        cluster = Cluster.start(folder, NODES, MAX_STALENESS, Map.of());
        api = new Api(cluster.origins(), PATIENCE, journal);
        adminPassword = cluster.adminPassword();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void requestsAtTheSameMoment_neverMakeTwoChains_andNeverRedeemWhatHasEnded() throws Exception {
        Races run = Races.prepare(api, adminPassword);

        run.play(races);

        JournalChecker checker = new JournalChecker(journal, run.firstPasswords(), Promise.within(MAX_STALENESS));
        Report.write("races.txt", run.report());
        assertThat(checker.check()).isEmpty();
        assertThat(run.redeemedTwice())
                .as("rounds in which both nodes answered")
                .isGreaterThan(races / 2);
    }

    @Test
    void revocation_isKnownElsewhere_beforeTheViewIsTooOld() throws Exception {
        Delays byRedis = Delays.measure(api, adminPassword, "pushed by Redis", delays, PUSHED);
        cluster.restart(MAX_STALENESS, Map.of("change.push", "database"));
        Delays byPostgres = Delays.measure(api, adminPassword, "pushed by PostgreSQL", delays, PUSHED);
        cluster.restart(MAX_STALENESS, Map.of("change.push", "off"));
        Delays polled = Delays.measure(api, adminPassword, "polled", delays, POLL);

        Report.write("delays.txt", byRedis + "\n" + byPostgres + "\n" + polled + "\n");
        assertThat(List.of(byRedis.longest(), byPostgres.longest(), polled.longest()))
                .allMatch(longest -> longest.compareTo(MAX_STALENESS) < 0);
    }
}
