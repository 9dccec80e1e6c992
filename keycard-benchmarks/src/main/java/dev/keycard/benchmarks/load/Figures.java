package dev.keycard.benchmarks.load;

import java.time.Duration;
import java.util.Locale;

/** Writes what was measured as lines of a name and a number, for the script to collect. */
final class Figures {

    private Figures() {}

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }
}
