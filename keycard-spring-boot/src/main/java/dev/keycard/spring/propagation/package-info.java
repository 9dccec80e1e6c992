/**
 * Sends the access token of the caller to the services that the application names:
 * {@link dev.keycard.spring.propagation.PropagationHosts}. All types are thread-safe. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring.propagation;

import org.jspecify.annotations.NullMarked;
