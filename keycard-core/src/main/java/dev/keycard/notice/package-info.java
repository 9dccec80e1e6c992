/**
 * Mails about events of a user's account: {@link dev.keycard.notice.Notices}. Thread-safe; has one thread of its own, which
 * ends when idle. See {@code docs/mail.md}.
 */
@NullMarked
package dev.keycard.notice;

import org.jspecify.annotations.NullMarked;
