package dev.keycard.faults.journal;

import java.util.List;

/**
 * A broken promise. Immutable.
 *
 * @param evidence the exchange that breaks it, and those that make it one
 */
public record Violation(Rule rule, List<Exchange> evidence) {

    public Violation {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(rule.toString());
        evidence.forEach(exchange -> text.append("\n    ").append(exchange));
        return text.toString();
    }
}
