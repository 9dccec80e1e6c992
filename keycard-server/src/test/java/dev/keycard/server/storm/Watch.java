package dev.keycard.server.storm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks for {@code /healthz} on new connections and on a kept one in turn, and for a signed-in user's profile with each
 * credential, and remembers the slowest and what failed.
 */
final class Watch implements Runnable {

    private static final int ADDRESS = 1;
    private static final List<Credentials.Kind> KINDS = List.of(Credentials.Kind.values());
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration WORK = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Target target;
    private final Credentials credentials;
    private final Counts counts;
    private volatile boolean over;
    private volatile long slowestHealth;
    private volatile long slowestProfile;
    private final LongAdder wall = new LongAdder();
    private final LongAdder work = new LongAdder();
    private volatile String failure = "";

    Watch(Target target, Credentials credentials, Counts counts) {
        this.target = target;
        this.credentials = credentials;
        this.counts = counts;
    }

    @Override
    public void run() {
        try (Visitor kept = new Visitor(target, ADDRESS);
                Visitor user = new Visitor(target, ADDRESS)) {
            for (int round = 0; !over; round++) {
                slowestHealth = Math.max(slowestHealth, health(kept, "kept connection"));
                try (Visitor fresh = new Visitor(target, ADDRESS)) {
                    slowestHealth = Math.max(slowestHealth, health(fresh, "new connection"));
                }
                slowestProfile = Math.max(slowestProfile, profile(user, round));
                pause();
            }
        } catch (IOException | InterruptedException broken) {
            failure = "the watch broke: " + broken;
        }
    }

    /** Works for a moment between two rounds, and notes how long that took: other programs may have the processors. */
    private void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        long start = System.nanoTime();
        long worked = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - worked < WORK.toNanos()) {
            Thread.onSpinWait();
        }
        wall.add(System.nanoTime() - start);
        work.add(THREADS.getCurrentThreadCpuTime() - worked);
    }

    /** How many times longer than on an idle machine work took on average. */
    double slowness() {
        return work.sum() == 0 ? 1 : (double) wall.sum() / work.sum();
    }

    void end() {
        over = true;
    }

    /** What was not answered as it should be; empty if all was. */
    String failure() {
        return failure;
    }

    Duration slowestHealth() {
        return Duration.ofNanos(slowestHealth);
    }

    Duration slowestProfile() {
        return Duration.ofNanos(slowestProfile);
    }

    private long health(Visitor visitor, String how) throws IOException {
        long start = System.nanoTime();
        note("healthz, " + how, visitor.ask("GET", "/healthz", ""));
        return System.nanoTime() - start;
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
