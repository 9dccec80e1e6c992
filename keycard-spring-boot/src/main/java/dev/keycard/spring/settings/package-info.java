/**
 * The settings of Keycard as properties of the application: {@link dev.keycard.spring.settings.PropertySettings}. Read once, by
 * one thread, at the start. See {@code docs/configuration.md}.
 */
@NullMarked
package dev.keycard.spring.settings;

import org.jspecify.annotations.NullMarked;
