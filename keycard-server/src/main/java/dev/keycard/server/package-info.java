/** Where the program begins. */
@NullMarked
package dev.keycard.server;

import org.jspecify.annotations.NullMarked;
