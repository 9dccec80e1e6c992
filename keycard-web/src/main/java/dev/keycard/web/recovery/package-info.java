/**
 * The endpoints for a forgotten password: {@link dev.keycard.web.recovery.RecoveryFeature}. Thread-safe. See
 * {@code docs/password-reset.md}.
 */
@NullMarked
package dev.keycard.web.recovery;

import org.jspecify.annotations.NullMarked;
