/** One node put together: data, engine and HTTP, from start to stop. */
@NullMarked
package dev.keycard.server.node;

import org.jspecify.annotations.NullMarked;
