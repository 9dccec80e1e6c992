package dev.keycard.faults.scenario;

import java.time.Duration;

/**
 * How long a run is. Immutable.
 *
 * @param rounds how often each fault is injected
 * @param hold how long a fault lasts
 * @param frozen how long a process is suspended; longer than the staleness
 * @param maxStaleness {@code change.max-staleness} of the nodes
 * @param races how many rounds of requests at the same moment
 */
record Length(int rounds, Duration hold, Duration frozen, Duration maxStaleness, int races) {

    private static final Length SHORT =
            new Length(1, Duration.ofMillis(1_500), Duration.ofSeconds(4), Duration.ofMillis(1_500), 200);

    /** That of the system properties {@code test.faults.rounds} and {@code test.faults.races}; short without them. */
    static Length configured() {
        int rounds = Integer.getInteger("test.faults.rounds", 0);
        int races = Integer.getInteger("test.faults.races", rounds == 0 ? SHORT.races() : 1_000);
        return rounds == 0
                ? new Length(SHORT.rounds(), SHORT.hold(), SHORT.frozen(), SHORT.maxStaleness(), races)
                : new Length(rounds, Duration.ofSeconds(8), Duration.ofSeconds(30), Duration.ofSeconds(5), races);
    }
}
