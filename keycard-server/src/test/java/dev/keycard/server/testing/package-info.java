/** A whole server inside a test, and a client for it. */
@NullMarked
package dev.keycard.server.testing;

import org.jspecify.annotations.NullMarked;
