/**
 * Names and passwords in requests: {@link dev.keycard.web.signin.SignInForm} and
 * {@link dev.keycard.web.signin.BasicAuthenticator}. Thread-safe. See {@code docs/passwords.md}.
 */
@NullMarked
package dev.keycard.web.signin;

import org.jspecify.annotations.NullMarked;
