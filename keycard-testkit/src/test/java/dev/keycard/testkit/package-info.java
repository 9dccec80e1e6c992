/** The tools for tests, tested themselves. */
@NullMarked
package dev.keycard.testkit;

import org.jspecify.annotations.NullMarked;
