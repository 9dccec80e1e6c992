package dev.keycard.server.storm;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened. Thread-safe. */
final class Counts {

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    synchronized void add(String attack, String outcome) {
        counts.computeIfAbsent(attack, first -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
    }

    synchronized long of(String attack, String outcome) {
        return counts.getOrDefault(attack, Map.of()).getOrDefault(outcome, 0L);
    }

    /** One line for each attack. */
    synchronized String table() {
        StringBuilder table = new StringBuilder();
        counts.forEach((attack, outcomes) -> table.append(String.format("  %-34s %s%n", attack, outcomes)));
        return table.toString();
    }
}
