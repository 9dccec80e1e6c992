/**
 * Keycard in the actuator: {@link dev.keycard.spring.actuate.KeycardHealth}, {@link dev.keycard.spring.actuate.KeycardEndpoint},
 * and the bridge of its events to audit events. Thread-safe. See {@code docs/spring-boot.md#operation}.
 */
@NullMarked
package dev.keycard.spring.actuate;

import org.jspecify.annotations.NullMarked;
