@NullMarked
package dev.keycard.web.throttle;

import org.jspecify.annotations.NullMarked;
