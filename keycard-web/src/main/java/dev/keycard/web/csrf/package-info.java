/**
 * Protection against cross-site request forgery: {@link dev.keycard.web.csrf.Csrf}. Thread-safe. See {@code docs/sessions.md}.
 */
@NullMarked
package dev.keycard.web.csrf;

import org.jspecify.annotations.NullMarked;
