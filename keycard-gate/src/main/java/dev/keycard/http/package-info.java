/**
 * What an adapter hands in and sends out: {@link dev.keycard.http.Request} is the entry type, {@link dev.keycard.http.Response}
 * the answer, {@link dev.keycard.http.ApiError} a refusal. A request is read by one thread at a time; the other types are
 * immutable.
 */
@NullMarked
package dev.keycard.http;

import org.jspecify.annotations.NullMarked;
