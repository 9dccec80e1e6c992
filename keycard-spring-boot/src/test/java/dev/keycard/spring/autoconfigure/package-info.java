/** Choices of the auto-configuration that need no application. */
@NullMarked
package dev.keycard.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
