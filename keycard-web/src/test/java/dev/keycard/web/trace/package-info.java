@NullMarked
package dev.keycard.web.trace;

import org.jspecify.annotations.NullMarked;
