/**
 * One node with its data, engine and HTTP server: {@link dev.keycard.server.node.KeycardServer} for the server,
 * {@link dev.keycard.node.Node} for commands. Thread-safe. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.server.node;

import org.jspecify.annotations.NullMarked;
