package dev.keycard.user;

import org.jspecify.annotations.Nullable;

/**
 * A rule that an act upon a user has to pass. The store asks it inside the transaction of the act, so nobody's rights can change
 * between the answer and the act: whoever was promoted meanwhile is already protected, and whoever was demoted meanwhile already
 * refused. It must be quick, and must not ask a store.
 */
@FunctionalInterface
public interface UserGuard {

    /** Lets everything pass: for users who act upon themselves, and for the machine's operator. */
    UserGuard NONE = (actor, before, after) -> {};

    /**
     * Throws to refuse; then nothing is changed, and the caller of the store gets what was thrown.
     *
     * @param actor who acts, as they are now; null if nobody is signed in, they are gone, or the credential that they
     *     presented has ended
     * @param before the user as they are now; null if they are about to be created
     * @param after the user as the act would leave them; null if it deletes them
     */
    void check(@Nullable User actor, @Nullable User before, @Nullable User after);
}
