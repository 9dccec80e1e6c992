@NullMarked
package dev.keycard.cleanup;

import org.jspecify.annotations.NullMarked;
