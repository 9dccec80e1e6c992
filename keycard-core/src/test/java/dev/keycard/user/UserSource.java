package dev.keycard.user;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where {@link UserCache} reads from in tests of what is remembered: finds by id, and can do nothing else. For one thread. */
public class UserSource implements UserStore {

    private final Map<UserId, User> users = new HashMap<>();
    private Runnable onFind = () -> {};
    private int readings;

    /** An active user of that id. */
    public static User user(long id) {
        return User.builder(UserId.of(id), "user" + id).credentialVersion(1).build();
    }

    /** What is found under the user's id from now on. */
    public void put(User user) {
        users.put(user.id(), user);
    }

    /** What happens between reading a user and answering with them. */
    public void onFind(Runnable meanwhile) {
        onFind = meanwhile;
    }

    public void remove(long id) {
        users.remove(UserId.of(id));
    }

    /** How often a user was read. */
    public int readings() {
        return readings;
    }

    @Override
    public Optional<User> find(UserId id) {
        readings++;
        Optional<User> found = Optional.ofNullable(users.get(id));
        onFind.run();
        return found;
    }

    @Override
    public Optional<User> findByName(Username name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<User> findByMail(String foldedMail, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredPassword> passwordOf(Username name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User create(NewUser user, UserGuard guard, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User createWithReservedName(NewUser user, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration nameQuarantine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isReserved(Username name, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purgeReservedNames(Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<User> createFirst(NewUser user, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<User> edit(UserId id, UserEdit edit, UserGuard guard, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean changePassword(NewPassword wanted, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean replaceHash(UserId id, String expectedHash, String strongerHash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(UserId id, UserGuard guard, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<User> list(PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserMatches search(UserFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
