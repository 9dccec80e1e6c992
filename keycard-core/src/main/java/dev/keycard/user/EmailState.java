package dev.keycard.user;

import org.jspecify.annotations.Nullable;

/**
 * The state of a user's mail address. Immutable.
 *
 * @param confirmed whether someone opened a link that was mailed to the address, or an operator or staff set it; only then mail
 *     about the account is sent to it
 * @param pending the address that takes its place when the link mailed to it is opened; null if there is none
 */
public record EmailState(boolean confirmed, @Nullable String pending) {

    /** An address that is not confirmed. */
    public static final EmailState UNCONFIRMED = new EmailState(false, null);

    /** An address that belongs to the user. */
    public static final EmailState CONFIRMED = new EmailState(true, null);
}
