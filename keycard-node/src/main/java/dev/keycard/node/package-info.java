/**
 * The engine and its API over what the settings name: {@link dev.keycard.node.Node} opens the database, the sealing key, mail and
 * Redis. The server and the Spring Boot starter stand on it. Opened by one thread, then thread-safe. See
 * {@code docs/configuration.md#the-data-folder}.
 */
@NullMarked
package dev.keycard.node;

import org.jspecify.annotations.NullMarked;
