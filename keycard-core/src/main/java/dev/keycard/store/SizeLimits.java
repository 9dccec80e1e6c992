package dev.keycard.store;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The limits of the size of a store. Beyond the first limit a warning is logged; beyond the second no observations are written,
 * so that refusals, which cost an attacker nothing, cannot use the rest of the disk. Acts are always written. Immutable.
 *
 * @param database the size of the database; default 8 GiB and 32 GiB
 * @param audit the size of the audit in it; default 1 GiB and 4 GiB
 * @param free the free space on the disk, where less is worse; default 1 GiB and 200 MiB
 */
public record SizeLimits(Bound database, Bound audit, Bound free) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /**
     * After a stop, writing resumes only with an additional sixteenth of the limit, so that it does not stop and resume all the
     * time.
     */
    private static final long SLACK = 16;

    /** The sizes, in bytes, from which the operator is warned and from which observations are stopped. */
    public record Bound(long warn, long stop) {

        /** A size without limits. */
        public static final Bound NONE = new Bound(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** The state of the room. */
    public enum Level {
        /** Enough. */
        ROOM,
        /** A warning for the operator. */
        TIGHT,
        /** Only acts are written. */
        FULL
    }

    /**
     * The judgement of a size.
     *
     * @param sentence for the operator, with the name of the setting; empty if there is enough room
     */
    public record Verdict(Level level, String sentence) {}

    /** @throws IllegalArgumentException if observations would stop before the warning; the message names the settings */
    public SizeLimits {
        require(database.warn() <= database.stop(), "store.warn-size", "at most store.stop-observations-size");
        require(audit.warn() <= audit.stop(), "audit.warn-size", "at most audit.stop-observations-size");
        require(free.warn() >= free.stop(), "store.warn-free", "at least store.stop-observations-free");
    }

    private static void require(boolean right, String setting, String relation) {
        if (!right) {
            throw new IllegalArgumentException(setting + " must be " + relation);
        }
    }

    /** The defaults that the parameters of this record name. */
    public static SizeLimits defaults() {
        return new SizeLimits(new Bound(8 * GIB, 32 * GIB), new Bound(GIB, 4 * GIB), new Bound(GIB, 200 * MIB));
    }

    /**
     * Judges a size.
     *
     * @param stopped whether observations are stopped already
     */
    public Verdict judge(StoreSize size, boolean stopped) {
        return Stream.of(
                        grown(
                                Level.FULL,
                                "The database",
                                size.database(),
                                "store.stop-observations-size",
                                database.stop(),
                                stopped),
                        grown(
                                Level.FULL,
                                "The audit",
                                size.audit(),
                                "audit.stop-observations-size",
                                audit.stop(),
                                stopped),
                        shrunk(Level.FULL, size.free(), "store.stop-observations-free", free.stop(), stopped),
                        grown(Level.TIGHT, "The database", size.database(), "store.warn-size", database.warn(), false),
                        grown(Level.TIGHT, "The audit", size.audit(), "audit.warn-size", audit.warn(), false),
                        shrunk(Level.TIGHT, size.free(), "store.warn-free", free.warn(), false))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Verdict(Level.ROOM, ""));
    }

    private static Optional<Verdict> grown(
            Level level, String what, long size, String setting, long bound, boolean stopped) {
        long effective = stopped && bound < Long.MAX_VALUE ? bound - bound / SLACK : bound;
        return size <= effective
                ? Optional.empty()
                : Optional.of(new Verdict(
                        level, what + " holds " + size / MIB + " MiB; " + setting + " is " + bound / MIB + " MiB."));
    }

    private static Optional<Verdict> shrunk(Level level, long free, String setting, long bound, boolean stopped) {
        long effective = stopped ? bound + bound / SLACK : bound;
        return free >= effective
                ? Optional.empty()
                : Optional.of(new Verdict(
                        level,
                        "The disk of the database has " + free / MIB + " MiB left; " + setting + " is " + bound / MIB
                                + " MiB."));
    }
}
