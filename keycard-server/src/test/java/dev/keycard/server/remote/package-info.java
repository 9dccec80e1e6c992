/** Services that follow changes over HTTP, against real servers, through networks that fail. */
@NullMarked
package dev.keycard.server.remote;

import org.jspecify.annotations.NullMarked;
