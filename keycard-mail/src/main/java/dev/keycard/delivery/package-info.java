/**
 * Delivers the mails of the engine. {@link dev.keycard.delivery.QueuedOutbox} is the entry type: a bounded queue with one
 * thread of its own, and behind it a {@link dev.keycard.delivery.Delivery}, which sends by SMTP, or writes to files or to the
 * log. The thread starts with the first mail. See {@code docs/mail.md}.
 */
@NullMarked
package dev.keycard.delivery;

import org.jspecify.annotations.NullMarked;
