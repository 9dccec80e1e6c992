@NullMarked
package dev.keycard.trace;

import org.jspecify.annotations.NullMarked;
