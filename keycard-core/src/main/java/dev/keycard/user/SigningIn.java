package dev.keycard.user;

import java.util.function.Supplier;

/**
 * A user who may be about to sign in. Immutable.
 *
 * @param hash reads the hash of their password; may wait
 */
public record SigningIn(User user, Supplier<String> hash) {

    /** A user whose hash is known. */
    public static SigningIn of(StoredPassword stored) {
        return new SigningIn(stored.user(), stored::hash);
    }

    @Override
    public String toString() {
        return "SigningIn[" + user.username() + "]";
    }
}
