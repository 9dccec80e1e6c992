/**
 * HTTP on Vert.x: {@link dev.keycard.server.http.VertxServer} translates between connections and the API, and enforces the limits
 * of clients. A connection is confined to the thread of its event loop; work that may block runs on threads of a bounded pool.
 * See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.server.http;

import org.jspecify.annotations.NullMarked;
