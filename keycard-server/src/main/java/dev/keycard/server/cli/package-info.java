/**
 * The command line, with one file for each group of commands: {@link dev.keycard.server.cli.Cli}. A command runs on one thread.
 * See {@code docs/command-line.md}.
 */
@NullMarked
package dev.keycard.server.cli;

import org.jspecify.annotations.NullMarked;
