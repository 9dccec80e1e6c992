/** The command line: one file for each group of commands. */
@NullMarked
package dev.keycard.server.cli;

import org.jspecify.annotations.NullMarked;
