package dev.keycard.user;

import dev.keycard.password.Argon2Hasher;
import org.jspecify.annotations.Nullable;

/**
 * What shall change about a user, their name and password among it, all in one. Prints without the hash.
 *
 * @param username another name to sign in with; null leaves it
 * @param passwordHash the hash of another password, which ends all logins; null leaves it
 * @param confirmsEmail whether the editor confirms that the new address belongs to the user
 * @param keepsApiTokens whether API tokens survive another password; they do not survive deactivation
 */
public record UserEdit(
        UserChange change,
        @Nullable Username username,
        @Nullable String passwordHash,
        boolean confirmsEmail,
        boolean keepsApiTokens) {

    /** An edit that vouches for nothing; another password ends the API tokens. */
    public UserEdit(UserChange change, @Nullable Username username, @Nullable String passwordHash) {
        this(change, username, passwordHash, false, false);
    }

    /**
     * @throws IllegalArgumentException naming algorithm, cost and limit, if the hash costs more than any installation computes
     */
    public UserEdit {
        if (passwordHash != null) {
            Argon2Hasher.requireAffordable(passwordHash);
        }
    }

    /** A change that leaves name and password. */
    public static UserEdit of(UserChange change) {
        return new UserEdit(change, null, null);
    }

    /** The same edit, which sets another password. */
    public UserEdit withPasswordHash(String hash) {
        return new UserEdit(change, username, hash, confirmsEmail, keepsApiTokens);
    }

    /** The same edit by someone who vouches for the address. */
    public UserEdit confirmingEmail() {
        return new UserEdit(change, username, passwordHash, true, keepsApiTokens);
    }

    /** The same edit, which leaves the API tokens alive when it sets another password. */
    public UserEdit keepingApiTokens() {
        return new UserEdit(change, username, passwordHash, confirmsEmail, true);
    }

    /** The user as the edit leaves them, but for what the store counts. */
    public User applyTo(User user) {
        User changed = change.applyTo(user);
        User named = username == null ? changed : changed.withUsername(username.text());
        return vouchesFor(named.email()) ? named.withEmailState(EmailState.CONFIRMED) : named;
    }

    /** Whether the editor confirms that the address belongs to the user. */
    public boolean vouchesFor(String address) {
        return confirmsEmail && change.email() != null && !address.isEmpty();
    }

    @Override
    public String toString() {
        return "UserEdit[" + change + ", " + username + (passwordHash == null ? "]" : ", another password]");
    }
}
