/** The wire contract over real sockets: what a client sees, row by row. */
@NullMarked
package dev.keycard.server.wire;

import org.jspecify.annotations.NullMarked;
