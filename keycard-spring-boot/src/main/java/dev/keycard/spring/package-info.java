/**
 * What an application uses of Keycard in Spring: {@link dev.keycard.spring.Permit} and {@link dev.keycard.spring.CurrentUser} on
 * its controllers. Beans are made by the auto-configuration. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring;

import org.jspecify.annotations.NullMarked;
