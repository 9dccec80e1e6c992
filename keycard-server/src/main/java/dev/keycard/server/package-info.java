/** The server put together: data, engine and HTTP, from start to stop. */
@NullMarked
package dev.keycard.server;

import org.jspecify.annotations.NullMarked;
