/**
 * Checks names and passwords, for all endpoints and programs: {@link dev.keycard.signin.SignIn}. Thread-safe; blocks for the
 * store and for password hashing. See {@code docs/throttling.md} and {@code docs/passwords.md}.
 */
@NullMarked
package dev.keycard.signin;

import org.jspecify.annotations.NullMarked;
