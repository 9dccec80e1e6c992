package dev.keycard.spring.users;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * The directory of the application. It is looked up when it is first needed, so that it may depend on the engine; and a database
 * of it that does not answer is reported as such, whatever library it uses. Thread-safe.
 */
@Internal
public final class ApplicationDirectory implements UserDirectory {

    /** By name, because an application may have neither. Further failures are faults of the program. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.dao.RecoverableDataAccessException",
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.transaction.CannotCreateTransactionException");

    private final SingletonSupplier<UserDirectory> directory;

    public ApplicationDirectory(Supplier<UserDirectory> directory) {
        this.directory = SingletonSupplier.of(directory);
    }

    @Override
    public Optional<User> find(UserId id) {
        return asking(() -> directory.obtain().find(id));
    }

    @Override
    public Optional<User> findByName(String name) {
        return asking(() -> directory.obtain().findByName(name));
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return asking(() -> directory.obtain().passwordHash(id));
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        return asking(() -> directory.obtain().replaceHash(id, expected, replacement));
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailableException known) {
            throw known;
        } catch (RuntimeException failed) {
            if (isUnavailable(failed)) {
                throw new StoreUnavailableException("the database of the users cannot answer", failed);
            }
            throw failed;
        }
    }

    private static boolean isUnavailable(RuntimeException failed) {
        for (@Nullable Class<?> type = failed.getClass(); type != null; type = type.getSuperclass()) {
            if (UNAVAILABLE.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
