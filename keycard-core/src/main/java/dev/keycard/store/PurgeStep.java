package dev.keycard.store;

import dev.keycard.id.TimeId;
import org.jspecify.annotations.Nullable;

/**
 * The result of one step of a walk over a table from the oldest row on. A step reads a bounded number of rows, so that others
 * need not wait long.
 *
 * @param purged how many rows it removed
 * @param reached where the next step continues; null at the end of the table
 */
public record PurgeStep(int purged, @Nullable TimeId reached) {}
