/** A neutral request and response, bodies, cookies and errors; no HTTP server. */
@NullMarked
package dev.keycard.http;

import org.jspecify.annotations.NullMarked;
