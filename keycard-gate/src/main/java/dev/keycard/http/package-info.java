/**
 * Requests and answers, independent of an HTTP server: {@link dev.keycard.http.Request} is the entry type,
 * {@link dev.keycard.http.Response} the answer, {@link dev.keycard.http.ApiError} a refusal. A request is read by one thread at
 * a time; the other types are immutable. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.http;

import org.jspecify.annotations.NullMarked;
