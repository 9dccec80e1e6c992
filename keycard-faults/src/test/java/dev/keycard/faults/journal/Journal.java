package dev.keycard.faults.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every request of every client with its answer, on one monotonic clock. Thread-safe. */
public final class Journal {

    private final long origin = System.nanoTime();
    private final List<Exchange> exchanges = new ArrayList<>();

    /** The time in nanoseconds since the journal was begun. */
    public long now() {
        return System.nanoTime() - origin;
    }

    /** Adds an exchange that is over. */
    public void add(Exchange exchange) {
        synchronized (exchanges) {
            exchanges.add(exchange);
        }
    }

    /** A copy of all exchanges, in the order in which they were begun. */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return exchanges.stream()
                    .sorted(Comparator.comparingLong(Exchange::start))
                    .toList();
        }
    }
}
