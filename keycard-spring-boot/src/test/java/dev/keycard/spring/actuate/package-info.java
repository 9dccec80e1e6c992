/** Tests of what the actuator shows. */
@NullMarked
package dev.keycard.spring.actuate;

import org.jspecify.annotations.NullMarked;
