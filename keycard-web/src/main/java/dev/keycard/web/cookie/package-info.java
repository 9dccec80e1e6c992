/**
 * The cookies and their names: {@link dev.keycard.web.cookie.CookieConfig}. Immutable. See {@code docs/sessions.md} and
 * {@code docs/token-cookies.md}.
 */
@NullMarked
package dev.keycard.web.cookie;

import org.jspecify.annotations.NullMarked;
