/**
 * Keycard in Spring Security: {@link dev.keycard.spring.security.KeycardAuthenticationFilter} authenticates in every chain, and
 * the default chain asks for the default permission. On the threads of the container. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring.security;

import org.jspecify.annotations.NullMarked;
