package dev.keycard.spring.users;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.naming.CommunicationException;
import javax.naming.ServiceUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The directory of the application. It is looked up when it is first needed, so that it may depend on the engine; and a database
 * of it that does not answer is reported as such, whatever library it uses. Thread-safe.
 */
@Internal
public final class ApplicationDirectory implements UserDirectory {

    /** The class of SQLSTATE for failed connections, in each database. */
    private static final String CONNECTION_FAILED = "08";

    /** A chain of causes may be a ring. */
    private static final int DEEPEST = 20;

    /** By name, because an application may have none of them. Further failures are faults of the program. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.dao.RecoverableDataAccessException",
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.web.client.HttpServerErrorException",
            "jakarta.persistence.QueryTimeoutException",
            "jakarta.persistence.LockTimeoutException",
            "jakarta.persistence.PessimisticLockException");

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationDirectory.class);

    private final SingletonSupplier<UserDirectory> directory;
    private final AtomicBoolean toldOfHashes = new AtomicBoolean();

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

    /** A right password signs in, although the application cannot store its new hash. The message may contain the hash. */
    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        try {
            return asking(() -> directory.obtain().replaceHash(id, expected, replacement));
        } catch (StoreUnavailableException later) {
            throw later;
        } catch (RuntimeException failed) {
            if (!toldOfHashes.getAndSet(true)) {
                LOG.warn(
                        "outdated hashes of passwords stay as they are: the application did not replace one ({})",
                        failed.getClass().getName());
            }
            return false;
        }
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

    /** Libraries wrap what the network or the driver has thrown. */
    private static boolean isUnavailable(Throwable failed) {
        int depth = 0;
        for (@Nullable Throwable cause = failed; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof StoreUnavailableException || isOfTheNetwork(cause) || isNamed(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheNetwork(Throwable failed) {
        return failed instanceof IOException
                || failed instanceof TimeoutException
                || failed instanceof CommunicationException
                || failed instanceof ServiceUnavailableException
                || failed instanceof SQLTransientException
                || failed instanceof SQLRecoverableException
                || failed instanceof SQLNonTransientConnectionException
                || (failed instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith(CONNECTION_FAILED));
    }

    private static boolean isNamed(Throwable failed) {
        for (@Nullable Class<?> type = failed.getClass(); type != null; type = type.getSuperclass()) {
            if (UNAVAILABLE.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
