/** What parts of the engine cost in-process, each beside the floor that it stands on. */
@NullMarked
package dev.keycard.benchmarks;

import org.jspecify.annotations.NullMarked;
