package dev.keycard.benchmarks.spring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured values by name, one for each round. For one thread. */
final class Figures {

    private final Map<String, List<Double>> rounds = new HashMap<>();

    void add(String name, double value) {
        rounds.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    /** The median and the range, with that many decimals. */
    String of(String name, int decimals) {
        return of(rounds.getOrDefault(name, List.of()), decimals);
    }

    /** The ratio of two values of the same round: its median and range. */
    String ratio(String name, String base) {
        List<Double> values = rounds.getOrDefault(name, List.of());
        List<Double> bases = rounds.getOrDefault(base, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), bases.size()); i++) {
            ratios.add(values.get(i) / bases.get(i));
        }
        return of(ratios, 2);
    }

    private static String of(List<Double> values, int decimals) {
        if (values.isEmpty()) {
            return "-";
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + "–" + number + ")",
                median,
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
