/**
 * Mails of the features: {@link dev.keycard.mail.Outbox} sends a {@link dev.keycard.mail.Mail}. Thread-safe; never blocks. See
 * {@code docs/mail.md}.
 */
@NullMarked
package dev.keycard.mail;

import org.jspecify.annotations.NullMarked;
