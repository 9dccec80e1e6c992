/** An application that calls other services. */
@NullMarked
package dev.keycard.spring.propagation;

import org.jspecify.annotations.NullMarked;
