/** A service that verifies the tokens of another application. */
@NullMarked
package dev.keycard.spring.resource;

import org.jspecify.annotations.NullMarked;
