package dev.keycard.faults.journal;

import java.util.Locale;

/**
 * One request and its answer. Immutable.
 *
 * @param node the index of the node that was asked
 * @param start when it was asked, on the monotonic clock of the journal
 * @param end when the answer was there, or was no longer waited for
 */
public record Exchange(int node, Act act, long start, long end, Answer answer) {

    /** How long after the last answer that was waited for an act can still happen: deadlines of nodes and of the database. */
    static final long LATE = 60_000_000_000L;

    /** When the act has happened, if it ever happens. */
    long until() {
        return answer.isUnknown() ? end + LATE : end;
    }

    /** Whether the act has happened, may have happened, or may happen later. */
    boolean mayHappen() {
        return answer.isSuccess() || answer.isUnknown();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.3f–%.3f s, node %d, %s: %d%s",
                start / 1e9,
                end / 1e9,
                node,
                act,
                answer.status(),
                answer.code() == null ? "" : " " + answer.code());
    }
}
