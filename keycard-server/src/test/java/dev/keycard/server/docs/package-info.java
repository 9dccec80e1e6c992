/** Holds the documentation to the code. */
@NullMarked
package dev.keycard.server.docs;

import org.jspecify.annotations.NullMarked;
