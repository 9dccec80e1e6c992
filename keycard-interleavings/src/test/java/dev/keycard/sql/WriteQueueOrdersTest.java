package dev.keycard.sql;

import dev.keycard.interleavings.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Who joined the line before it was closed is served; who comes later is told so; nobody is lost or served twice. */
public class WriteQueueOrdersTest {

    private final WriteQueue<Integer> line = new WriteQueue<>(2);

    /** Joins the line. */
    @Operation
    public WriteQueue.Entry join() {
        return line.join(1);
    }

    /** Closes the line. */
    @Operation
    public void close() {
        line.close();
    }

    /** Serves the first, as the one thread that serves; does not wait where nobody stands. */
    @Operation(nonParallelGroup = "server")
    public int take() {
        return line.size() == 0 ? 0 : line.take(1).size();
    }

    /** A line of numbers, for one thread. */
    public static class Line {

        private int waiting;
        private boolean closed;

        public WriteQueue.Entry join() {
            if (closed) {
                return WriteQueue.Entry.CLOSED;
            }
            if (waiting == 2) {
                return WriteQueue.Entry.FULL;
            }
            waiting++;
            return WriteQueue.Entry.JOINED;
        }

        public void close() {
            closed = true;
        }

        public int take() {
            int first = Math.min(waiting, 1);
            waiting -= first;
            return first;
        }
    }

    @Test
    void everyoneWhoJoined_isInTheLine() {
        Interleavings.check(WriteQueueOrdersTest.class, Line.class);
    }
}
