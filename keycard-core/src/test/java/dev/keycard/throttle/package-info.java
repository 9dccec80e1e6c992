@NullMarked
package dev.keycard.throttle;

import org.jspecify.annotations.NullMarked;
