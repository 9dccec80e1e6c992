/**
 * The rules of handler methods, for Spring MVC and WebFlux: {@link dev.keycard.spring.rules.Guards}. Thread-safe, but for what
 * belongs to one request. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring.rules;

import org.jspecify.annotations.NullMarked;
