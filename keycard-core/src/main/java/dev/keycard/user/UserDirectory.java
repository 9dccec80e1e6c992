package dev.keycard.user;

import dev.keycard.id.UserId;
import java.util.Optional;

/**
 * Where users come from: Keycard's own users, or an application's. Keycard stores its own data about a user itself, see {@link
 * Account}. A user whom the directory does not find any more is refused when a node reads the user; {@link Accounts} notifies
 * all nodes. Implementations are thread-safe, may wait, and throw {@link dev.keycard.store.StoreUnavailableException} when they
 * cannot answer: the client then gets 503.
 */
public interface UserDirectory {

    /** The user of that id. The id is exactly the one that is asked for. */
    Optional<User> find(UserId id);

    /**
     * The user who signs in with that name.
     *
     * @param name as it was typed: untrusted; the directory decides which forms of a name are the same
     */
    Optional<User> findByName(String name);

    /**
     * The hash of the user's password, in a format of {@code docs/passwords.md}; empty if there is no such user or they have no
     * password. An empty answer costs a sign-in as much time as a wrong password.
     */
    Optional<String> passwordHash(UserId id);

    /**
     * Replaces a hash by a stronger one of the same password, unless the hash is not the expected one any more. A directory that
     * changes no hashes returns false.
     *
     * @return whether it was replaced
     */
    boolean replaceHash(UserId id, String expected, String replacement);
}
