package dev.keycard.revocation;

import dev.keycard.api.Internal;

/**
 * A listener that keeps something about users, and nothing else. The other kinds of change are named here as kinds that
 * change nothing of a user; an ending of all logins that changes a user comes with a {@link Change.UserChanged}.
 */
@Internal
public interface UserChangeListener extends ChangeListener {

    @Override
    default void loginEnded(Change.LoginEnded change) {}

    @Override
    default void loginsEnded(Change.LoginsEnded change) {}

    @Override
    default void apiTokenEnded(Change.ApiTokenEnded change) {}

    @Override
    default void apiTokenChanged(Change.ApiTokenChanged change) {}

    @Override
    default void keysChanged(Change.KeysChanged change) {}
}
