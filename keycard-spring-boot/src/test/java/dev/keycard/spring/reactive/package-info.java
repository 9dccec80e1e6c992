/** A reactive application. */
@NullMarked
package dev.keycard.spring.reactive;

import org.jspecify.annotations.NullMarked;
