/**
 * The endpoints for one's own profile and password: {@link dev.keycard.web.account.ProfileEndpoints},
 * {@link dev.keycard.web.account.PasswordEndpoints}. Thread-safe. See docs/email-change.md and docs/passwords.md.
 */
@NullMarked
package dev.keycard.web.account;

import org.jspecify.annotations.NullMarked;
