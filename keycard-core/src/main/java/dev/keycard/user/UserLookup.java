package dev.keycard.user;

import dev.keycard.id.UserId;
import java.util.Optional;

/**
 * Users with their accounts, as the engine reads them: from Keycard's own store in one look-up, or from a directory of the
 * application and the store of accounts. Thread-safe; may wait. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when they cannot answer.
 */
public interface UserLookup {

    Optional<User> find(UserId id);

    /** The user of that name, as it was typed, with their password hash. */
    Optional<StoredPassword> passwordOf(String name);

    /**
     * The user of that name, as it was typed; the hash is read when it is asked for, if that is another look-up. Does the same
     * look-ups for unknown names.
     */
    default Optional<SigningIn> signingIn(String name) {
        return passwordOf(name).map(SigningIn::of);
    }

    /** The user of that id with their password hash. */
    Optional<StoredPassword> passwordOf(UserId id);

    /**
     * Replaces a hash by a stronger one of the same password, unless the hash has changed meanwhile. Ends nothing, and is no
     * change that others need to learn.
     */
    boolean replaceHash(UserId id, String expected, String replacement);

    /** Begins the account of a user who proved who they are, if nothing is kept about them yet. */
    void beginAccount(User user);
}
