package dev.keycard.testkit.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to undo what a transaction has changed so far. Guarded by the lock of {@link Memory}. */
final class UndoLog {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Notes how one change is undone. */
    void note(Runnable step) {
        steps.push(step);
    }

    /** Undoes everything, the latest change first. */
    void rollBack() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }

    /** Keeps what was changed. */
    void commit() {
        steps.clear();
    }
}
