/**
 * Resets of forgotten passwords by a mailed link: {@link dev.keycard.recovery.PasswordReset}. Thread-safe; has one thread of
 * its own, which ends when idle. See {@code docs/password-reset.md}.
 */
@NullMarked
package dev.keycard.recovery;

import org.jspecify.annotations.NullMarked;
