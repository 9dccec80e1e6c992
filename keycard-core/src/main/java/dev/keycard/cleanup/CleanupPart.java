package dev.keycard.cleanup;

import dev.keycard.id.TimeId;
import dev.keycard.store.PurgeStep;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of a round for one table. For one thread. */
final class CleanupPart {

    /** Walks over a table, from the position that the last step reached. */
    @FunctionalInterface
    interface Walk {
        PurgeStep step(Instant before, @Nullable TimeId after, int limit);
    }

    /** Deletes the oldest rows, and returns how many. */
    @FunctionalInterface
    interface Head {
        int take(Instant before, int limit);
    }

    private record Progress(int purged, boolean more) {}

    private final String name;
    private final Supplier<Progress> work;
    private long purged;

    private CleanupPart(String name, Supplier<Progress> work) {
        this.name = name;
        this.work = work;
    }

    static CleanupPart walking(String name, Instant before, Walk walk) {
        AtomicReference<@Nullable TimeId> reached = new AtomicReference<>();
        return new CleanupPart(name, () -> {
            PurgeStep sweep = walk.step(before, reached.get(), Cleanup.ROWS_PER_STEP);
            reached.set(sweep.reached());
            return new Progress(sweep.purged(), sweep.reached() != null);
        });
    }

    static CleanupPart fromTheOldest(String name, Instant before, Head head) {
        return new CleanupPart(name, () -> {
            int taken = head.take(before, Cleanup.ROWS_PER_STEP);
            return new Progress(taken, taken == Cleanup.ROWS_PER_STEP);
        });
    }

    /**
     * Does one step.
     *
     * @return whether there is more to do
     */
    boolean step() {
        Progress progress = work.get();
        purged += progress.purged();
        return progress.more();
    }

    String name() {
        return name;
    }

    long purged() {
        return purged;
    }
}
