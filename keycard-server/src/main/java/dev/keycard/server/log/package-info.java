/** The log: lines on standard error, as JSON or as text. */
@NullMarked
package dev.keycard.server.log;

import org.jspecify.annotations.NullMarked;
