/** Tests of the HTTP adapter over real sockets. */
@NullMarked
package dev.keycard.server.http;

import org.jspecify.annotations.NullMarked;
