package dev.keycard.node.doctor;

import dev.keycard.api.Internal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks in the order of their report. Immutable.
 *
 * @param checks all of them
 */
@Internal
public record Checkup(List<Check> checks) {

    public Checkup {
        checks = List.copyOf(checks);
    }

    /** The result of one check. */
    public record Result(Check check, Finding finding) {}

    /** What is checked about every node. */
    public static Checkup ofNode() {
        return new Checkup(Stream.of(
                        SignInChecks.all(),
                        MailChecks.all(),
                        TokenChecks.all(),
                        FileChecks.all(),
                        AccountChecks.all(),
                        DatabaseChecks.all(),
                        ClusterChecks.all(),
                        RedisChecks.all(),
                        MachineChecks.all())
                .flatMap(List::stream)
                .toList());
    }

    /** These and others. */
    public Checkup and(List<Check> others) {
        return new Checkup(Stream.concat(checks.stream(), others.stream()).toList());
    }

    /** Runs every check. */
    public List<Result> of(Installation installation) {
        return checks.stream()
                .map(check -> new Result(check, check.examination().apply(installation)))
                .toList();
    }

    /** The most severe level of results. */
    public static Level worst(List<Result> results) {
        return results.stream()
                .map(result -> result.finding().level())
                .max(Comparator.naturalOrder())
                .orElse(Level.OK);
    }
}
