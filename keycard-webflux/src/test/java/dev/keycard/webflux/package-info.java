/** Tests of the filter on real servers, over sockets. */
@NullMarked
package dev.keycard.webflux;

import org.jspecify.annotations.NullMarked;
