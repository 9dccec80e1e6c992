package dev.keycard.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A bounded line that many join and one serves, several at a time; once closed, nobody joins. Thread-safe. */
final class WriteQueue<T> {

    /** What became of one who wanted to join. */
    enum Entry {
        JOINED,
        FULL,
        CLOSED
    }

    private final Queue<T> waiting = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    WriteQueue(int capacity) {
        this.capacity = capacity;
    }

    synchronized Entry join(T next) {
        if (closed) {
            return Entry.CLOSED;
        }
        if (waiting.size() >= capacity) {
            return Entry.FULL;
        }
        waiting.add(next);
        notifyAll();
        return Entry.JOINED;
    }

    /**
     * Takes the first ones, as many as there are, up to a limit; waits while there is nobody. Empty only when the line is
     * closed and served to its end.
     */
    synchronized List<T> take(int limit) {
        awaitSomeoneOrTheEnd();
        List<T> first = new ArrayList<>(Math.min(limit, waiting.size()));
        while (first.size() < limit && !waiting.isEmpty()) {
            first.add(waiting.remove());
        }
        return first;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void awaitSomeoneOrTheEnd() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException ignored) {
                // The one who serves stops when the line is closed, and for no other reason: others wait for the
                // answers.
            }
        }
    }
}
