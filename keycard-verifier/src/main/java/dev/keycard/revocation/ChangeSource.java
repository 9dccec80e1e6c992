package dev.keycard.revocation;

import java.time.Instant;

/** Where changes are read: a table, or what a server sends. Thread-safe. */
public interface ChangeSource {

    /**
     * A reader of the changes that were made at or after a moment, and of all later ones. It may give older ones too.
     *
     * @throws RuntimeException if the source cannot answer
     */
    ChangeReader readerSince(Instant moment);
}
