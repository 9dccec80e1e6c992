package dev.keycard.benchmarks;

import java.util.Arrays;

/** Measured values of one kind, for their quantiles. Not thread-safe. */
public final class Samples {

    private double[] values;
    private int count;

    /** @param expected the approximate number of values */
    public Samples(int expected) {
        values = new double[Math.max(1, expected)];
    }

    public void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    public void addAll(Samples others) {
        for (int i = 0; i < others.count; i++) {
            add(others.values[i]);
        }
    }

    public int count() {
        return count;
    }

    public double median() {
        return quantile(0.5);
    }

    /** The smallest value that this share of all values does not exceed; NaN if there are no values. */
    public double quantile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
    }
}
