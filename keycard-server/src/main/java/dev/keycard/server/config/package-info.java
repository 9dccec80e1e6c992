/**
 * The settings of the server: its sources (a YAML file, environment variables, flags) and the settings that it adds to those of
 * the engine. {@link dev.keycard.server.config.ConfigurationLoader} reads them,
 * {@link dev.keycard.server.config.ServerConfiguration} is what they come to. Everything is read once, at the start, by one
 * thread. See {@code docs/configuration.md}.
 */
@NullMarked
package dev.keycard.server.config;

import org.jspecify.annotations.NullMarked;
