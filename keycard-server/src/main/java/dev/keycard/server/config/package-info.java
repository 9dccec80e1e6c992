/**
 * The settings of the server: {@link dev.keycard.server.config.ConfigurationLoader} reads a YAML file, environment variables
 * and flags; {@link dev.keycard.server.config.ServerConfiguration} has the configuration records. Everything is read once, at
 * the start, by one thread. See {@code docs/configuration.md}.
 */
@NullMarked
package dev.keycard.server.config;

import org.jspecify.annotations.NullMarked;
