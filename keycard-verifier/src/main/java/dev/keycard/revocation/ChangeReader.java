package dev.keycard.revocation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source of changes, each once, from where it stands to the end. It never leaves out a change that became visible late:
 * such a change comes after others with greater numbers. For one thread at a time.
 */
public interface ChangeReader {

    /**
     * The changes that are new since the last call. If there are {@code limit} or more, further ones may be waiting. A call
     * that fails gives nothing, and the next one gives the same changes.
     *
     * @throws ChangesMissedException if changes that were never given may be gone
     * @throws RuntimeException if the source cannot answer
     */
    List<RecordedChange> next(int limit);

    /** Up to which number this reader has given changes; null if the changes of its source have no numbers that others know. */
    default @Nullable ReadPosition position() {
        return null;
    }

    /** How old the source itself was when it gave the last changes; zero if the source is the log. */
    default Duration age() {
        return Duration.ZERO;
    }
}
