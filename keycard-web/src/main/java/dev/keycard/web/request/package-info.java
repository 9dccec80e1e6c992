/**
 * Reads bodies, cookies, queries and accepted formats: {@link dev.keycard.web.request.Bodies} reads the
 * {@link dev.keycard.web.request.Fields} of a body. Stateless, except {@code Fields}, which is for one thread. See
 * {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.web.request;

import org.jspecify.annotations.NullMarked;
