@NullMarked
package dev.keycard.gate;

import org.jspecify.annotations.NullMarked;
