/**
 * Logins that are presented by a cookie: {@link dev.keycard.session.Sessions}. Thread-safe; blocks for the store. See
 * {@code docs/sessions.md}.
 */
@NullMarked
package dev.keycard.session;

import org.jspecify.annotations.NullMarked;
