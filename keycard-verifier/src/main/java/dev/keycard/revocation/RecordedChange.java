package dev.keycard.revocation;

import java.time.Instant;

/**
 * A change as it stands in the log.
 *
 * @param sequence grows with each change
 * @param at when it was made, by the clock of the node that made it, or by that of the database server if that is later
 */
public record RecordedChange(long sequence, Instant at, Change change) {}
