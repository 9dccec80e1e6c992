package dev.keycard.user;

import org.jspecify.annotations.Nullable;

/**
 * A rule that an act on a user must pass. The store calls it inside the transaction of the act, so rights cannot change between
 * the decision and the act. It must be quick, and must not call a store.
 */
@FunctionalInterface
public interface UserGuard {

    /** Permits everything: for users who act on themselves, and for operators. */
    UserGuard NONE = (actor, before, after) -> {};

    /**
     * Throws to refuse; then nothing is changed, and the caller of the store gets what was thrown.
     *
     * @param actor who acts, as they are now; null if the client is not signed in, they are gone, or the credential that they
     *     presented has ended
     * @param before the user as they are now; null if they are about to be created
     * @param after the user as the act would leave them; null if it deletes them
     */
    void check(@Nullable User actor, @Nullable User before, @Nullable User after);
}
