/** HTTP on Vert.x: translates between connections and the engine, and keeps clients within their limits. */
@NullMarked
package dev.keycard.server.http;

import org.jspecify.annotations.NullMarked;
