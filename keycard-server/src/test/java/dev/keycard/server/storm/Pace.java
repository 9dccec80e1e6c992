package dev.keycard.server.storm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how much of a processor other programs and attackers leave to a thread, from moment to moment: it works for a short
 * while, sleeps, and notes how late it got on. So a moment in which the machine stood still is not taken for one of the server.
 * Thread-safe.
 */
final class Pace implements Runnable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WORK = Duration.ofMillis(5).toNanos();
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private final List<Cycle> cycles = new ArrayList<>();
    private volatile boolean over;

    /**
     * A sleep and the work after it.
     *
     * @param share of a processor, at most 1
     */
    private record Cycle(long start, long end, double share) {

        double lostWithin(long from, long to) {
            return Math.max(0, Math.min(end, to) - Math.max(start, from)) * (1 - share);
        }
    }

    @Override
    public void run() {
        try {
            for (long start = System.nanoTime(); !over; ) {
                TimeUnit.NANOSECONDS.sleep(PAUSE);
                long worked = work();
                long end = System.nanoTime();
                add(new Cycle(start, end, Math.min(1, (double) worked / (end - start - PAUSE))));
                start = end;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        over = true;
    }

    /**
     * The part of a time, between two values of {@link System#nanoTime}, in which a thread could have worked. What was not
     * measured, before the first cycle and after the last, counts in full.
     */
    Duration available(long from, long to) {
        double lost = known().stream()
                .mapToDouble(cycle -> cycle.lostWithin(from, to))
                .sum();
        return Duration.ofNanos(to - from - (long) lost);
    }

    /** How many times longer than on an idle machine work took on average. */
    double slowness() {
        List<Cycle> known = known();
        return known.isEmpty()
                ? 1
                : 1 / known.stream().mapToDouble(Cycle::share).average().orElse(1);
    }

    private static long work() {
        long start = THREADS.getCurrentThreadCpuTime();
        long worked = 0;
        while (worked < WORK) {
            Thread.onSpinWait();
            worked = THREADS.getCurrentThreadCpuTime() - start;
        }
        return worked;
    }

    private synchronized void add(Cycle cycle) {
        cycles.add(cycle);
    }

    private synchronized List<Cycle> known() {
        return List.copyOf(cycles);
    }
}
