package dev.keycard.sql;

import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The users of an application, which finds them by their mail address in any case. */
final class People implements UserDirectory {

    private static final String HASH =
            new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(DirectoryEngines.PASSWORD);

    private final Map<UserId, User> users = new ConcurrentHashMap<>();
    final Map<UserId, String> hashes = new ConcurrentHashMap<>();

    void add(User user, @Nullable String password) {
        users.put(user.id(), user);
        if (password != null) {
            hashes.put(user.id(), HASH);
        }
    }

    void confuse(UserId id, User someoneElse) {
        users.put(id, someoneElse);
    }

    void remove(UserId id) {
        users.remove(id);
        hashes.remove(id);
    }

    @Override
    public Optional<User> find(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public Optional<User> findByName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return users.values().stream()
                .filter(user -> user.username().equals(lower))
                .findFirst();
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return Optional.ofNullable(hashes.get(id));
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        return hashes.replace(id, expected, replacement);
    }
}
