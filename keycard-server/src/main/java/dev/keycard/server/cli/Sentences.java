package dev.keycard.server.cli;

import dev.keycard.key.SigningKeyException;
import dev.keycard.node.DataException;
import dev.keycard.password.HashingBusyException;
import dev.keycard.server.http.ListenException;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.CopyException;
import dev.keycard.sql.DatabaseOpenException;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.UsernameTakenException;
import org.jspecify.annotations.Nullable;

/** Finds the messages of failures that are written for the operator. */
final class Sentences {

    private Sentences() {}

    /** The message for the operator; null if the failure is a fault of this program. */
    static @Nullable String of(RuntimeException failure) {
        if (failure instanceof StoreUnavailableException away) {
            return "The database cannot be used now: " + away.getMessage() + ".";
        }
        return explainsItself(failure) ? failure.getMessage() : null;
    }

    private static boolean explainsItself(RuntimeException failure) {
        return failure instanceof CommandFailure
                || failure instanceof ConfigurationException
                || failure instanceof DataException
                || failure instanceof DatabaseOpenException
                || failure instanceof CopyException
                || failure instanceof ListenException
                || failure instanceof SigningKeyException
                || failure instanceof HashingBusyException
                || failure instanceof UsernameTakenException
                || failure instanceof NameReservedException;
    }
}
