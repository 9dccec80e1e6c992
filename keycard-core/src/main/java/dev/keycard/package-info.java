/** The engine put together: its configuration, its Gate, and the way of a request. */
@NullMarked
package dev.keycard;

import org.jspecify.annotations.NullMarked;
