/** Tests of the command line. */
@NullMarked
package dev.keycard.server.cli;

import org.jspecify.annotations.NullMarked;
