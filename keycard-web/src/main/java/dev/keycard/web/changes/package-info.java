/**
 * Changes over HTTP, for services that hold no connection to the database: {@link dev.keycard.web.changes.ChangesFeature}.
 * Thread-safe. See {@code docs/verifier.md}.
 */
@NullMarked
package dev.keycard.web.changes;

import org.jspecify.annotations.NullMarked;
