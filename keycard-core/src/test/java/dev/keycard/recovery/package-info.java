/** Tests. */
@NullMarked
package dev.keycard.recovery;

import org.jspecify.annotations.NullMarked;
