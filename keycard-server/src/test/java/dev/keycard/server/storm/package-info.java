/** The real server at its smallest supported heap, under attack. */
@NullMarked
package dev.keycard.server.storm;

import org.jspecify.annotations.NullMarked;
