/**
 * The OpenAPI 3.1 document, made of the routes: {@link dev.keycard.web.openapi.OpenApiEndpoint}. Thread-safe. See
 * {@code docs/openapi.md}.
 */
@NullMarked
package dev.keycard.web.openapi;

import org.jspecify.annotations.NullMarked;
