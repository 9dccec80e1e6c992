/**
 * The endpoints of the links in mails about another address: {@link dev.keycard.web.mailchange.MailChangeEndpoints}. Thread-safe.
 * See docs/email-change.md.
 */
@NullMarked
package dev.keycard.web.mailchange;

import org.jspecify.annotations.NullMarked;
