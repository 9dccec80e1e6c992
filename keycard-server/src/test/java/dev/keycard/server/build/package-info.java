/** Checks the POMs and the source files of all modules. */
@NullMarked
package dev.keycard.server.build;

import org.jspecify.annotations.NullMarked;
