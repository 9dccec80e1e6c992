/** An application as its developer writes it. */
@NullMarked
package dev.keycard.spring.app;

import org.jspecify.annotations.NullMarked;
