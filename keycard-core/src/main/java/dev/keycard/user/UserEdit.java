package dev.keycard.user;

import org.jspecify.annotations.Nullable;

/**
 * What shall change about a user, their name and password among it, all in one. Prints without the hash.
 *
 * @param username another name to sign in with; null leaves it
 * @param passwordHash the hash of another password, which ends all logins; null leaves it
 */
public record UserEdit(
        UserChange change,
        @Nullable Username username,
        @Nullable String passwordHash) {

    /** A change that leaves name and password. */
    public static UserEdit of(UserChange change) {
        return new UserEdit(change, null, null);
    }

    /** The user as the edit leaves them, but for what the store counts. */
    public User applyTo(User user) {
        User changed = change.applyTo(user);
        return username == null ? changed : changed.withUsername(username.text());
    }

    @Override
    public String toString() {
        return "UserEdit[" + change + ", " + username + (passwordHash == null ? "]" : ", another password]");
    }
}
