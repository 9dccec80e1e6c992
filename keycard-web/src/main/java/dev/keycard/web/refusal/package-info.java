/**
 * Why credentials were refused: {@link dev.keycard.web.refusal.CredentialRefusals} counts and logs it. Thread-safe. See
 * {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.web.refusal;

import org.jspecify.annotations.NullMarked;
