package dev.keycard.web.scheme;

import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An application's users, who have no passwords. For one thread. */
final class Members implements UserDirectory {

    private final Map<UserId, User> users = new HashMap<>();

    User put(User user) {
        users.put(user.id(), user);
        return user;
    }

    void remove(User user) {
        users.remove(user.id());
    }

    @Override
    public Optional<User> find(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public Optional<User> findByName(String name) {
        return users.values().stream()
                .filter(user -> user.username().equals(name))
                .findAny();
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return Optional.empty();
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        return false;
    }
}
