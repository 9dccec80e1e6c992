/**
 * The endpoints for a forgotten password: {@link dev.keycard.web.recovery.ResetEndpoints}. Thread-safe. See
 * docs/password-reset.md.
 */
@NullMarked
package dev.keycard.web.recovery;

import org.jspecify.annotations.NullMarked;
