/** An application with the starter, for the tests of the wire contract. */
@NullMarked
package dev.keycard.spring.contract;

import org.jspecify.annotations.NullMarked;
