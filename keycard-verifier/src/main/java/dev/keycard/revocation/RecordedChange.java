package dev.keycard.revocation;

import java.time.Instant;

/**
 * A change as it stands in the log.
 *
 * @param sequence grows with each change
 * @param at when it was made, by the clock of the node that made it, but never before the change that precedes it
 */
public record RecordedChange(long sequence, Instant at, Change change) {}
