/** The description of the API for programs: OpenAPI 3.1, made of the routes. */
@NullMarked
package dev.keycard.web.openapi;

import org.jspecify.annotations.NullMarked;
