/** The stores in memory keep to the contracts; the engine over them, call by call. */
@NullMarked
package dev.keycard.testkit.memory;

import org.jspecify.annotations.NullMarked;
