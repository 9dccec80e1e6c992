package dev.keycard.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A bounded queue with many producers and one consumer, which takes several elements at a time. A closed queue accepts no more
 * elements. Thread-safe.
 */
final class WriteQueue<T> {

    /** The outcome of adding an element. */
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
     * Takes the first elements, up to a limit; waits while the queue is empty. Returns none only when the queue is closed and
     * empty.
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
                // The consumer stops only when the queue is closed, and not when it is interrupted: callers wait for
                // its
                // answers.
            }
        }
    }
}
