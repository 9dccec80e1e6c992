/**
 * Changes of mail addresses, which become effective when a mailed link is opened, and can be undone:
 * {@link dev.keycard.mailchange.MailChanges}. Thread-safe; blocks for the store. See {@code docs/email-change.md}.
 */
@NullMarked
package dev.keycard.mailchange;

import org.jspecify.annotations.NullMarked;
