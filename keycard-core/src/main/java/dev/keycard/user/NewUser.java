package dev.keycard.user;

import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Hasher;
import java.util.function.UnaryOperator;

/**
 * A user about to be created. Immutable. Prints without the hash.
 *
 * @param passwordHash an encoded hash, or empty for a user who cannot sign in with a password; one that costs more than any
 *     installation computes is refused
 * @param profile everything else that the user begins with. Its id, what an {@link Account} counts, its name and a pending
 *     address are not read; without an address, nothing is confirmed
 */
public record NewUser(Username username, String passwordHash, User profile) {

    /** @throws IllegalArgumentException naming algorithm, cost and limit, if the hash costs too much */
    public NewUser {
        Argon2Hasher.requireAffordable(passwordHash);
        boolean confirmed = profile.emailState().confirmed() && !profile.email().isEmpty();
        profile = profile.toBuilder()
                .username(username.text())
                .emailState(confirmed ? EmailState.CONFIRMED : EmailState.UNCONFIRMED)
                .build();
    }

    /** An ordinary active user, without a profile. */
    public static NewUser named(Username username, String passwordHash) {
        return new NewUser(username, passwordHash, User.named(UserId.NOBODY, username.text()));
    }

    /** An ordinary active user without a profile, who has no password yet. */
    public static NewUser named(Username username) {
        return named(username, "");
    }

    /** The same user with another profile: {@code user.with(profile -> profile.withNames("Ann", "Lee"))}. */
    public NewUser with(UnaryOperator<User> change) {
        return new NewUser(username, passwordHash, change.apply(profile));
    }

    /** The same user with an address that is not confirmed. */
    public NewUser withEmail(String address) {
        return with(user -> user.withEmail(address));
    }

    /** The same user, whose address, if there is one, was confirmed, or is vouched for by an operator. */
    public NewUser withConfirmedEmail() {
        return with(user -> user.withEmailState(EmailState.CONFIRMED));
    }

    /** The same user with another hash of their password. */
    public NewUser withPasswordHash(String hash) {
        return new NewUser(username, hash, profile);
    }

    /** The same user with other rights. */
    public NewUser withRights(boolean isStaff, boolean isSuperuser) {
        return with(user -> user.withRights(isStaff, isSuperuser));
    }

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
