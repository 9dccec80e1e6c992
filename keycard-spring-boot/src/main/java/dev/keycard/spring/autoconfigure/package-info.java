/**
 * The auto-configuration: each class is one concern, as {@link dev.keycard.spring.autoconfigure.KeycardEngineAutoConfiguration},
 * and backs off where the application brings its own bean. Used by one thread while the application starts. See
 * {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
