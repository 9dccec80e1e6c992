/**
 * What an application uses of Keycard in Spring: {@link dev.keycard.spring.Permit} and {@link dev.keycard.spring.CurrentUser} on
 * its controllers, and beans that are thread-safe. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring;

import org.jspecify.annotations.NullMarked;
