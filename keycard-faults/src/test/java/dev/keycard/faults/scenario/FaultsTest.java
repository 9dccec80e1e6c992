package dev.keycard.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.faults.cluster.Cluster;
import dev.keycard.faults.journal.Journal;
import dev.keycard.faults.journal.JournalChecker;
import dev.keycard.faults.journal.Promise;
import dev.keycard.faults.journal.Violation;
import dev.keycard.faults.scenario.Report.Episode;
import dev.keycard.faults.traffic.Api;
import dev.keycard.faults.traffic.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over one PostgreSQL, every fault under traffic, and the check of every answer afterwards. */
class FaultsTest {

    private static final int NODES = 2;
    private static final int CLIENTS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    static final Duration BACK_WITHIN = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration CALM = Duration.ofMillis(300);

    private final Length length = Length.configured();
    private final long seed = Long.getLong("test.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Journal journal = new Journal();
    private final List<Promise.Window> clocksApart = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final Report report = new Report("faults, seed " + seed);

    @Test
    void everyFault_breaksNoPromise(@TempDir Path folder) throws Exception {
        try (Cluster cluster = Cluster.start(folder, NODES, length.maxStaleness(), Map.of());
                Traffic traffic = Traffic.prepare(
                        new Api(cluster.origins(), PATIENCE, journal),
                        cluster.adminPassword(),
                        CLIENTS,
                        NODES,
                        random.nextLong())) {
            traffic.canary().settle();
            traffic.start();
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            play(new Stage(cluster, traffic.canary(), length, random), traffic);
            traffic.stop();
            checkEverythingIsThere(cluster, traffic);
            List<Violation> violations = check(traffic);
            assertThat(violations).as("violations, seed " + seed).isEmpty();
            assertThat(late)
                    .as("faults after which right credentials did not work soon")
                    .isEmpty();
        }
    }

    private void play(Stage stage, Traffic traffic) throws Exception {
        List<Scenario> all = new ArrayList<>();
        for (int round = 0; round < length.rounds(); round++) {
            List<Scenario> scenarios = new ArrayList<>(Scenarios.repeatable());
            Collections.shuffle(scenarios, random);
            all.addAll(scenarios);
        }
        all.addAll(Scenarios.last());
        Predicate<String> chosen =
                Pattern.compile(System.getProperty("test.faults.only", ".*")).asMatchPredicate();
        for (Scenario scenario : all) {
            if (chosen.test(scenario.name())) {
                play(scenario, stage, traffic);
            }
        }
    }

    private void play(Scenario scenario, Stage stage, Traffic traffic) throws Exception {
        long start = journal.now();
        scenario.fault().run(stage);
        Duration recovery = traffic.canary().recovery().orElse(BACK_WITHIN.multipliedBy(100));
        if (recovery.compareTo(BACK_WITHIN) > 0) {
            late.add(scenario.name() + ": " + recovery);
        }
        if (scenario.name().startsWith(Scenarios.CLOCKS)) {
            clocksApart.add(new Promise.Window(start, journal.now()));
        }
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
        report.add(new Episode(scenario.name(), start, journal.now(), recovery));
    }

    /** At nodes that know it already, and at one that has just been started and knows only what the database tells. */
    private void checkEverythingIsThere(Cluster cluster, Traffic traffic) throws Exception {
        TimeUnit.MILLISECONDS.sleep(length.maxStaleness().toMillis());
        for (int node = 0; node < NODES; node++) {
            traffic.presentEverything(node);
        }
        cluster.node(0).kill();
        cluster.node(0).start();
        traffic.presentEverything(0);
    }

    private List<Violation> check(Traffic traffic) throws Exception {
        JournalChecker checker =
                new JournalChecker(journal, traffic.firstPasswords(), new Promise(length.maxStaleness(), clocksApart));
        List<Violation> violations = checker.check();
        if (Boolean.getBoolean("test.faults.journal")) {
            journal.exchanges().forEach(System.out::println);
        }
        Report.write("faults.txt", report.text(journal.exchanges(), violations, checker.endedByLateRequests()));
        return violations;
    }
}
