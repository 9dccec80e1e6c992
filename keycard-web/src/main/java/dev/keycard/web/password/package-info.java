/**
 * Messages about refused passwords: {@link dev.keycard.web.password.PasswordProblems}. Stateless. See
 * {@code docs/passwords.md}.
 */
@NullMarked
package dev.keycard.web.password;

import org.jspecify.annotations.NullMarked;
