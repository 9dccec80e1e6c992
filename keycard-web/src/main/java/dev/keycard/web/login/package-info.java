/**
 * The list of a user's logins, and how to end them: {@link dev.keycard.web.login.LoginEndpoints}. Thread-safe. See
 * {@code docs/logins.md}.
 */
@NullMarked
package dev.keycard.web.login;

import org.jspecify.annotations.NullMarked;
