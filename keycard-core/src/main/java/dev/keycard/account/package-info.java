/**
 * Configuration of users' own accounts: {@link dev.keycard.account.AccountConfig}. Immutable. See {@code docs/recent-proof.md}
 * and {@code docs/email-change.md}.
 */
@NullMarked
package dev.keycard.account;

import org.jspecify.annotations.NullMarked;
