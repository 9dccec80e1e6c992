/**
 * Logins with their refresh and access tokens: {@link dev.keycard.login.Tokens} is the entry type;
 * {@link dev.keycard.login.Logins} lists and ends logins. Thread-safe; blocks for the store. See {@code docs/logins.md}.
 */
@NullMarked
package dev.keycard.login;

import org.jspecify.annotations.NullMarked;
