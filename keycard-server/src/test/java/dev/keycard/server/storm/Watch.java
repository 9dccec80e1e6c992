package dev.keycard.server.storm;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Asks for {@code /healthz} on new connections and on a kept one in turn, and for a signed-in user's profile with each
 * credential, and remembers the slowest and what failed.
 */
final class Watch implements Runnable {

    private static final int ADDRESS = 1;
    private static final List<Credentials.Kind> KINDS = List.of(Credentials.Kind.values());
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Target target;
    private final Credentials credentials;
    private final Counts counts;
    private volatile boolean over;
    private final Pace pace = new Pace();
    private final List<Check> health = new ArrayList<>();
    private volatile long slowestProfile;
    private volatile String failure = "";

    /** From when to when a check of the health took, as values of {@link System#nanoTime}. */
    private record Check(long start, long end) {}

    Watch(Target target, Credentials credentials, Counts counts) {
        this.target = target;
        this.credentials = credentials;
        this.counts = counts;
    }

    @Override
    public void run() {
        Thread measuring = new Thread(pace, "pace");
        measuring.start();
        try (Visitor kept = new Visitor(target, ADDRESS);
                Visitor user = new Visitor(target, ADDRESS)) {
            for (int round = 0; !over; round++) {
                health(kept, "kept connection");
                try (Visitor fresh = new Visitor(target, ADDRESS)) {
                    health(fresh, "new connection");
                }
                slowestProfile = Math.max(slowestProfile, profile(user, round));
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (IOException | InterruptedException broken) {
            failure = "the watch broke: " + broken;
        } finally {
            pace.end();
        }
    }

    /** How many times longer than on an idle machine work took on average. */
    double slowness() {
        return pace.slowness();
    }

    void end() {
        over = true;
    }

    /** What was not answered as it should be; empty if all was. */
    String failure() {
        return failure;
    }

    /** The longest that a check of the health took; only after the watch ended. */
    Duration slowestHealth() {
        return slowest((start, end) -> Duration.ofNanos(end - start));
    }

    /** The same, without the parts of the processors that others had meanwhile. */
    Duration slowestHealthOfServer() {
        return slowest(pace::available);
    }

    private Duration slowest(BiFunction<Long, Long, Duration> length) {
        return health.stream()
                .map(check -> length.apply(check.start(), check.end()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    Duration slowestProfile() {
        return Duration.ofNanos(slowestProfile);
    }

    private void health(Visitor visitor, String how) throws IOException {
        long start = System.nanoTime();
        note("healthz, " + how, visitor.ask("GET", "/healthz", ""));
        health.add(new Check(start, System.nanoTime()));
    }

    private long profile(Visitor visitor, int round) throws IOException {
        Credentials.Kind kind = KINDS.get(round % KINDS.size());
        long start = System.nanoTime();
        note("profile, " + kind.text(), visitor.ask("GET", "/api/profile/", "", kind.header(), credentials.of(kind)));
        return System.nanoTime() - start;
    }

    private void note(String what, Visitor.Answer answer) {
        counts.add("(watch) " + what, answer.status() == 0 ? "none" : Integer.toString(answer.status()));
        if (answer.status() != 200 && failure.isEmpty()) {
            failure = what + ": " + answer.status() + " " + answer.head() + answer.body();
        }
    }
}
