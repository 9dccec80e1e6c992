/**
 * Lists and ends the logins of the caller: {@link dev.keycard.web.login.LoginEndpoints}. Thread-safe. See
 * {@code docs/logins.md}.
 */
@NullMarked
package dev.keycard.web.login;

import org.jspecify.annotations.NullMarked;
