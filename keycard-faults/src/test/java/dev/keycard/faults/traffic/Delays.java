package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long after the acknowledgement of a revocation at one node another node refuses the credential. A delay ends with the first
 * refusal, so it contains the pause between two requests and the time of one. Immutable.
 */
public final class Delays {

    private static final String PASSWORD = "five stars bright";
    private static final double MILLISECOND = 1e6;
    private static final long PROBE_MILLIS = 2;

    /** Multiples of it are spread evenly over the unit interval. */
    private static final double GOLDEN = 0.6180339887498949;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String title;
    private final List<Long> sorted;

    private Delays(String title, List<Long> delays) {
        this.title = title;
        this.sorted = delays.stream().sorted().toList();
    }

    /**
     * Ends a login at the first node in each round, and asks the second one until it refuses the access token.
     *
     * @param interval how long the second node may wait between two readings; the rounds must not keep step with it
     */
    public static Delays measure(Api api, String adminPassword, String title, int rounds, Duration interval)
            throws InterruptedException {
        String staff = api.accessToken(0, "admin", adminPassword).orElseThrow();
        Member member = api.create(0, staff, title.replace(' ', '-'), PASSWORD);
        List<Long> delays = new ArrayList<>();
        for (int round = -rounds / 10 - 2; round < rounds; round++) {
            pause(interval, round);
            long delay = delay(api, member);
            if (round >= 0) {
                delays.add(delay);
            }
        }
        return new Delays(title, delays);
    }

    private static void pause(Duration interval, int round) throws InterruptedException {
        double part = round * GOLDEN - Math.floor(round * GOLDEN);
        TimeUnit.NANOSECONDS.sleep(Math.round(interval.toNanos() * part));
    }

    private static long delay(Api api, Member member) throws InterruptedException {
        Exchange signedIn = api.signIn(0, member, PASSWORD);
        Credential access = signedIn.answer().issued(Kind.ACCESS).orElseThrow();
        Credential refresh = signedIn.answer().issued(Kind.REFRESH).orElseThrow();
        if (!api.use(1, access).answer().isSuccess()) {
            throw new IllegalStateException("a live access token is refused");
        }
        long acknowledged = api.endLogin(0, refresh).end();
        long deadline = acknowledged + PATIENCE.toNanos();
        Exchange probe = api.use(1, access);
        while (probe.answer().isSuccess() && probe.end() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
            probe = api.use(1, access);
        }
        return Math.max(0, probe.end() - acknowledged);
    }

    public Duration longest() {
        return Duration.ofNanos(Collections.max(sorted));
    }

    private double percentile(int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / MILLISECOND;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "a revocation is known at another node, %s: %d rounds, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                title,
                sorted.size(),
                percentile(50),
                percentile(99),
                percentile(100));
    }
}
