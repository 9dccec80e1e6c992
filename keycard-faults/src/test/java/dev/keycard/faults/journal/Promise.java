package dev.keycard.faults.journal;

import java.time.Duration;
import java.util.List;

/**
 * What the checker holds nodes to, beside the rules. Immutable.
 *
 * @param knownWithin how long after its acknowledgement a revocation is known on every node
 * @param clocksApart when the clocks of nodes differed: credentials from then may be refused without a cause
 */
public record Promise(Duration knownWithin, List<Window> clocksApart) {

    /** A stretch of time on the clock of the journal. */
    public record Window(long start, long end) {

        boolean meets(Exchange exchange) {
            return exchange.start() <= end && start <= exchange.end();
        }
    }

    public Promise {
        clocksApart = List.copyOf(clocksApart);
    }

    /** The promise of nodes whose clocks agree. */
    public static Promise within(Duration knownWithin) {
        return new Promise(knownWithin, List.of());
    }

    boolean clocksDiffer(Exchange exchange) {
        return clocksApart.stream().anyMatch(window -> window.meets(exchange));
    }
}
