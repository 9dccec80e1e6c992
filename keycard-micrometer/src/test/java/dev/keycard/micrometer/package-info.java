/** Tests. */
@NullMarked
package dev.keycard.micrometer;

import org.jspecify.annotations.NullMarked;
