/** What is said about passwords: {@link dev.keycard.web.password.PasswordProblems}. Thread-safe. See docs/passwords.md. */
@NullMarked
package dev.keycard.web.password;

import org.jspecify.annotations.NullMarked;
