/**
 * The endpoints of users' own profiles and passwords: {@link dev.keycard.web.account.AccountFeature}. Thread-safe. See
 * {@code docs/email-change.md} and {@code docs/passwords.md}.
 */
@NullMarked
package dev.keycard.web.account;

import org.jspecify.annotations.NullMarked;
