/** One budget of memory: what fits into the heap, and which limits follow from it. */
@NullMarked
package dev.keycard.server.memory;

import org.jspecify.annotations.NullMarked;
