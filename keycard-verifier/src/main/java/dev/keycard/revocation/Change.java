package dev.keycard.revocation;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change that every node must read soon, because it makes data outdated that nodes keep in memory. */
public sealed interface Change {

    /** Calls the method of the listener that is for this kind. */
    void passTo(ChangeListener listener);

    /** A login ended: its session, refresh and access tokens are refused. */
    record LoginEnded(TimeId login) implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.loginEnded(this);
        }
    }

    /**
     * All logins of a user that began at or before a moment ended, except the spared one. The moment is chosen inside the
     * transaction so that every login of the user began either at or before it, and ended, or after it.
     */
    record LoginsEnded(
            UserId userId, Instant before, @Nullable TimeId spared) implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.loginsEnded(this);
        }
    }

    /** A user's data, rights or existence changed: nodes must read the user again. */
    record UserChanged(UserId userId) implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.userChanged(this);
        }
    }

    /** An API token ended. */
    record ApiTokenEnded(TimeId token) implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.apiTokenEnded(this);
        }
    }

    /** The times of an API token changed: nodes must read the token again. */
    record ApiTokenChanged(TimeId token) implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.apiTokenChanged(this);
        }
    }

    /** A signing key was added or its times changed: nodes must read the keys again. */
    record KeysChanged() implements Change {
        @Override
        public void passTo(ChangeListener listener) {
            listener.keysChanged(this);
        }
    }
}
