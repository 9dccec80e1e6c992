/**
 * Hashes, verifies and checks passwords: {@link dev.keycard.password.Passwords}. Thread-safe; computes on a few threads of its
 * own, and callers block for them. See {@code docs/passwords.md}.
 */
@NullMarked
package dev.keycard.password;

import org.jspecify.annotations.NullMarked;
