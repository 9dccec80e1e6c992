package dev.keycard.server.doctor;

import java.util.List;
import java.util.stream.Stream;

/** All checks in the order of the report. */
public final class Checkup {

    /** The result of one check. */
    public record Result(Check check, Finding finding) {}

    private static final List<Check> ALL = Stream.of(
                    NetworkChecks.all(),
                    SignInChecks.all(),
                    MemoryChecks.all(),
                    MailChecks.all(),
                    TokenChecks.all(),
                    FileChecks.all(),
                    AccountChecks.all(),
                    DatabaseChecks.all(),
                    ClusterChecks.all(),
                    RedisChecks.all(),
                    OperationChecks.all())
            .flatMap(List::stream)
            .toList();

    private Checkup() {}

    /** All checks, in the order in which they are shown. */
    public static List<Check> all() {
        return ALL;
    }

    /** Runs every check. */
    public static List<Result> of(Installation installation) {
        return ALL.stream()
                .map(check -> new Result(check, check.examination().apply(installation)))
                .toList();
    }
}
