/**
 * The settings of Keycard: their names, types, defaults and checks, and the configuration records that they fill. Programs differ
 * in where the texts come from ({@link dev.keycard.settings.SettingsSource}) and in the settings that they add.
 *
 * <p>{@link dev.keycard.settings.Configuration#read} is the entry: it parses every text once. Then
 * {@link dev.keycard.settings.EngineSettings#read} makes the configuration of the engine. Each feature has one class with its
 * settings, such as {@link dev.keycard.settings.JwtSettings}; defaults come from the configuration records. All types are
 * immutable and thread-safe. See {@code docs/configuration.md}.
 */
@NullMarked
package dev.keycard.settings;

import org.jspecify.annotations.NullMarked;
