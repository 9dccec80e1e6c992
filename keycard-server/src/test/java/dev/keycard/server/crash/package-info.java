/** A server that is killed at any moment loses nothing that it acknowledged. */
@NullMarked
package dev.keycard.server.crash;

import org.jspecify.annotations.NullMarked;
