package dev.keycard.benchmarks.load;

import java.time.Duration;
import java.util.Locale;

/** Writes measurements as lines with a name and a number, which the script collects. */
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
