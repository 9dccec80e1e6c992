/** The example over sockets, and its page in a browser. */
@NullMarked
package dev.keycard.example.notes;

import org.jspecify.annotations.NullMarked;
