package dev.keycard.user;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import java.util.Optional;

/** The users of an application's directory with what Keycard keeps about them. */
@Internal
public final class DirectoryUsers implements UserLookup {

    /** No name is longer: longer texts are not passed to the directory. */
    public static final int LONGEST_NAME = 320;

    private final UserDirectory directory;
    private final AccountStore accounts;

    public DirectoryUsers(UserDirectory directory, AccountStore accounts) {
        this.directory = directory;
        this.accounts = accounts;
    }

    @Override
    public Optional<User> find(UserId id) {
        Optional<User> found = directory.find(id);
        if (found.isPresent() && !found.get().id().equals(id)) {
            throw new IllegalStateException("the user directory answered with another user than the one asked for");
        }
        return found.map(this::withAccount);
    }

    @Override
    public Optional<StoredPassword> passwordOf(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return directory.findByName(name).map(this::withPassword);
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        return find(id).map(this::withPassword);
    }

    /** A user without a password cannot sign in with one; a text that is no hash is refused after as much work as a real one. */
    private StoredPassword withPassword(User user) {
        return new StoredPassword(
                withAccount(user), directory.passwordHash(user.id()).orElse(""));
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        return directory.replaceHash(id, expected, replacement);
    }

    @Override
    public void beginAccount(User user) {
        if (user.credentialVersion() == Account.NOT_KEPT) {
            accounts.begin(user.id());
        }
    }

    private User withAccount(User user) {
        if (user.id().equals(UserId.NOBODY)) {
            throw new IllegalStateException("the user directory has a user whose id is 0, which is reserved");
        }
        return user.with(accounts.find(user.id()).orElseGet(() -> Account.notKept(user.id())));
    }
}
