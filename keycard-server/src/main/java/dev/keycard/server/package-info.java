/**
 * The program: {@link dev.keycard.server.Main}, which runs the command line on the main thread. See
 * {@code docs/command-line.md}.
 */
@NullMarked
package dev.keycard.server;

import org.jspecify.annotations.NullMarked;
