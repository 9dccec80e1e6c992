/** Tests of the server as a whole. */
@NullMarked
package dev.keycard.server.node;

import org.jspecify.annotations.NullMarked;
