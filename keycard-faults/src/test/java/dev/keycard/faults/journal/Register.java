package dev.keycard.faults.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * A value that is written and read, such as a password. A read may see each write that may have happened by then and that no
 * acknowledged write has surely replaced. For one thread.
 */
final class Register<T> {

    private record Write<T>(T value, long start, long until, boolean acknowledged) {}

    private final List<Write<T>> writes = new ArrayList<>();

    Register(T initial) {
        writes.add(new Write<>(initial, Long.MIN_VALUE, Long.MIN_VALUE, true));
    }

    /** Adds a write, if the exchange may have written. */
    void write(T value, Exchange by) {
        if (by.mayHappen()) {
            writes.add(new Write<>(value, by.start(), by.until(), by.answer().isSuccess()));
        }
    }

    /** Whether a read from {@code start} to {@code end} may have seen the value. */
    boolean mayBe(T value, long start, long end) {
        return writes.stream().anyMatch(write -> write.value().equals(value) && isSeen(write, start, end));
    }

    /** Whether such a read may have seen another value. */
    boolean mayDifferFrom(T value, long start, long end) {
        return writes.stream().anyMatch(write -> !write.value().equals(value) && isSeen(write, start, end));
    }

    private boolean isSeen(Write<T> write, long start, long end) {
        return write.start() <= end && writes.stream().noneMatch(later -> replaces(later, write, start));
    }

    private static <T> boolean replaces(Write<T> later, Write<T> earlier, long before) {
        return later.acknowledged() && later.start() > earlier.until() && later.until() < before;
    }
}
