package dev.keycard.signin;

import dev.keycard.id.UserId;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.SigningIn;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserLookup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Users by name, with the hashes that a test gives them. For one thread. */
final class NamedUsers implements UserLookup {

    private final Map<String, StoredPassword> byName = new LinkedHashMap<>();
    private boolean away;
    private int lookups;

    User put(User user, String hash) {
        byName.put(user.username(), new StoredPassword(user, hash));
        return user;
    }

    String hashOf(User user) {
        return passwordOf(user.id()).orElseThrow().hash();
    }

    /** How many users or hashes were read since the last call. */
    int lookupsSince() {
        int since = lookups;
        lookups = 0;
        return since;
    }

    /** As a directory of an application does, which reads the hash by itself. */
    @Override
    public Optional<SigningIn> signingIn(String name) {
        lookups++;
        return passwordOf(name)
                .map(stored -> new SigningIn(stored.user(), () -> {
                    lookups++;
                    return stored.hash();
                }));
    }

    /** From now on replacing a hash fails. */
    void goAway() {
        away = true;
    }

    @Override
    public Optional<User> find(UserId id) {
        return passwordOf(id).map(StoredPassword::user);
    }

    @Override
    public Optional<StoredPassword> passwordOf(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        return byName.values().stream()
                .filter(stored -> stored.user().id().equals(id))
                .findAny();
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        if (away) {
            throw new StoreUnavailableException("the store is away");
        }
        User user = find(id).orElseThrow();
        put(user, replacement);
        return true;
    }

    @Override
    public void beginAccount(User user) {}
}
