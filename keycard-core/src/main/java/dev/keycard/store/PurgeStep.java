package dev.keycard.store;

import dev.keycard.id.TimeId;
import org.jspecify.annotations.Nullable;

/**
 * What one step of walking over a table from the oldest row on came to. A step looks at a bounded number of rows, whatever it
 * finds there, so that it holds up nobody.
 *
 * @param purged how many rows it removed
 * @param reached where the next step goes on; null if there is nothing more to look at
 */
public record PurgeStep(int purged, @Nullable TimeId reached) {}
