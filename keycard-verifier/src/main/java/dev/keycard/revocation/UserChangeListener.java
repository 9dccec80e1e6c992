package dev.keycard.revocation;

import dev.keycard.api.Internal;

/**
 * A listener that keeps something about users, and nothing else. Each other kind of change is named here as one that changes
 * nothing about a user: what ends all logins of a user comes with {@link Change.UserChanged} where a user's data changes.
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
