/** Tests of the log. */
@NullMarked
package dev.keycard.server.log;

import org.jspecify.annotations.NullMarked;
