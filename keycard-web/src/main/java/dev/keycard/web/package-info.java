/**
 * The API over HTTP: {@link dev.keycard.web.KeycardApi} is made of the enabled features and answers requests. It may be used by
 * any number of threads. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.web;

import org.jspecify.annotations.NullMarked;
