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
        return signingIn(name)
                .map(found -> new StoredPassword(found.user(), found.hash().get()));
    }

    @Override
    public Optional<SigningIn> signingIn(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Optional<User> found = directory.findByName(name);
        if (found.isEmpty()) {
            accounts.find(UserId.NOBODY);
        }
        return found.map(user -> new SigningIn(withAccount(user), () -> hash(user)));
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        return find(id).map(this::withPassword);
    }

    private StoredPassword withPassword(User user) {
        return new StoredPassword(withAccount(user), hash(user));
    }

    /** A user without a password cannot sign in with one; a text that is no hash is refused after as much work as a real one. */
    private String hash(User user) {
        return directory.passwordHash(user.id()).orElse("");
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
