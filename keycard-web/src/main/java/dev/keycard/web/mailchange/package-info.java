/**
 * The endpoints of mailed links that confirm or undo a change of the mail address:
 * {@link dev.keycard.web.mailchange.MailChangeFeature}. Thread-safe. See {@code docs/email-change.md}.
 */
@NullMarked
package dev.keycard.web.mailchange;

import org.jspecify.annotations.NullMarked;
