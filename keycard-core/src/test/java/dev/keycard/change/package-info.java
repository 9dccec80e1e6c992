@NullMarked
package dev.keycard.change;

import org.jspecify.annotations.NullMarked;
