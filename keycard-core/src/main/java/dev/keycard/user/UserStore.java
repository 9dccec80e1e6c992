package dev.keycard.user;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keycard's own users. Each method is one transaction, durable when it returns; changes for other nodes are recorded in the
 * change log, and acts in the audit, in that transaction. Thread-safe. Methods throw {@link
 * dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface UserStore extends UserDirectory, UserLookup {

    /** How many users one search reads. */
    int MAX_SEARCHED = 20_000;

    @Override
    Optional<User> find(UserId id);

    Optional<User> findByName(Username name);

    /**
     * The users whose confirmed mail address folds to that key, the oldest first, at most so many. Users who have not confirmed
     * the address are not included.
     *
     * @param foldedMail as {@link EmailAddress#fold} makes it; an empty one finds no user
     */
    List<User> findByMail(String foldedMail, int limit);

    /** The user of that name with their password hash. */
    Optional<StoredPassword> passwordOf(Username name);

    /** The user of that id with their password hash. */
    @Override
    Optional<StoredPassword> passwordOf(UserId id);

    /**
     * Creates a user.
     *
     * @throws UsernameTakenException if the name is in use
     * @throws NameReservedException if it is reserved
     */
    default User create(NewUser user, AuditContext context) {
        return create(user, UserGuard.NONE, context);
    }

    /**
     * Creates a user if the guard lets it pass.
     *
     * @throws UsernameTakenException if the name is in use
     * @throws NameReservedException if it is reserved
     */
    User create(NewUser user, UserGuard guard, AuditContext context);

    /**
     * Creates a user even if the name is reserved, which takes the name from its former owner for good. For operators who know
     * that nothing takes the new user for the former one.
     *
     * @throws UsernameTakenException if the name is in use
     */
    User createWithReservedName(NewUser user, AuditContext context);

    /**
     * Creates the user only if there is none at all yet; empty otherwise. Two servers starting at once create one.
     *
     * @throws NameReservedException if the name is reserved
     */
    Optional<User> createFirst(NewUser user, AuditContext context);

    /**
     * How long a name stays reserved after its user was renamed or deleted: until then only the user who had it gets it.
     * Services may identify users by name, and would take a new user for the former one. Zero if names are free at once.
     */
    Duration nameQuarantine();

    /** Whether the name is reserved at that moment. One that is in use is not. */
    boolean isReserved(Username name, Instant now);

    /**
     * Forgets names that are reserved no longer at that moment, at most so many.
     *
     * @return how many were forgotten
     */
    int purgeReservedNames(Instant now, int limit);

    /**
     * Applies the change and returns the user after it; empty if there is no such user. Deactivating ends all logins and API
     * tokens of the user in the same transaction: activating the user again brings none of them back.
     *
     * @throws LastSuperuserException if no active superuser would be left
     */
    default Optional<User> update(UserId id, UserChange change, AuditContext context) {
        return edit(id, UserEdit.of(change), UserGuard.NONE, context);
    }

    /**
     * Applies the edit if the guard lets it pass, and returns the user after it; empty if there is no such user. Deactivating the
     * user or giving them another password ends all their logins and API tokens in the same transaction, unless the edit keeps
     * the API tokens from the other password; if they are staff no more, it ends their API tokens with scopes that staff give,
     * which they would else keep from then. Other API tokens, like logins, name the id of their user, so another name leaves them
     * as they are, and a user who takes the old name later does not get them.
     *
     * <p>Another name leaves the old one reserved for this user, in the same transaction; names that fold alike are one.
     *
     * @throws UsernameTakenException if the name belongs to another user
     * @throws NameReservedException if the name is reserved for another user
     * @throws LastSuperuserException if no active superuser would be left
     */
    Optional<User> edit(UserId id, UserEdit edit, UserGuard guard, AuditContext context);

    /**
     * Replaces the password hash, counts up the credential version, and ends every login and API token of the user but those that
     * are spared.
     *
     * @return false, and nothing is changed, if the credential version is not the expected one any more
     */
    boolean changePassword(NewPassword wanted, AuditContext context);

    /** The same; API tokens live on. */
    default boolean changePassword(
            UserId id, long expectedVersion, String newHash, @Nullable TimeId spared, AuditContext context) {
        return changePassword(new NewPassword(id, expectedVersion, newHash, spared, true), context);
    }

    /**
     * Replaces a hash by a stronger one of the same password, unless the hash has changed meanwhile. Ends nothing, and is no
     * change that others need to learn.
     */
    @Override
    boolean replaceHash(UserId id, String expectedHash, String strongerHash);

    @Override
    default Optional<User> findByName(String name) {
        return Username.parse(name).flatMap(this::findByName);
    }

    @Override
    default Optional<StoredPassword> passwordOf(String name) {
        return Username.parse(name).flatMap(this::passwordOf);
    }

    @Override
    default Optional<String> passwordHash(UserId id) {
        return passwordOf(id).map(StoredPassword::hash);
    }

    /** Users have an account from their creation on. */
    @Override
    default void beginAccount(User user) {}

    /**
     * Deletes the user with all logins and API tokens, and leaves the name reserved; false if there was none. @throws
     * LastSuperuserException if they are that
     */
    default boolean delete(UserId id, AuditContext context) {
        return delete(id, UserGuard.NONE, context);
    }

    /** The same if the guard lets it pass. */
    boolean delete(UserId id, UserGuard guard, AuditContext context);

    /** Users in the order of their ids. */
    Page<User> list(PageRequest page);

    /**
     * Users that a filter lets through, in the order of their ids. Looks at {@link #MAX_SEARCHED} users at most, so that no
     * search takes long, however many users there are and however few match.
     */
    UserMatches search(UserFilter filter, PageRequest page);
}
