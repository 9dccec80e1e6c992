/** Facts that every node must learn soon, and how a node learns them. */
@NullMarked
package dev.keycard.change;

import org.jspecify.annotations.NullMarked;
