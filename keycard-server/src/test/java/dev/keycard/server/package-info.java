/** Tests of the server. */
@NullMarked
package dev.keycard.server;

import org.jspecify.annotations.NullMarked;
