package dev.keycard.revocation;

/**
 * Receives changes, one method for each kind. These methods have no default, so a listener does not compile until it says what a
 * new kind of change means to it. Implementations are thread-safe, quick, and do not throw.
 */
public interface ChangeListener {

    /** Receives a change of any kind. Receiving one again, or an older one late, does no harm. */
    default void onChange(Change change) {
        change.passTo(this);
    }

    void loginEnded(Change.LoginEnded change);

    void loginsEnded(Change.LoginsEnded change);

    void userChanged(Change.UserChanged change);

    void apiTokenEnded(Change.ApiTokenEnded change);

    void apiTokenChanged(Change.ApiTokenChanged change);

    void keysChanged(Change.KeysChanged change);
}
