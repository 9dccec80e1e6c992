/** A reactive application, and tests of it as its developer writes them. */
@NullMarked
package dev.keycard.spring.test.reactive;

import org.jspecify.annotations.NullMarked;
