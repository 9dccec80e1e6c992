package dev.keycard.user;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Hasher;
import org.jspecify.annotations.Nullable;

/**
 * A new password of a user, and which credentials survive the change. By default none do: see {@link #replacing}. Prints
 * without the hash. Immutable.
 *
 * @param expectedVersion the credential version under which the change was allowed
 * @param sparedLogin the login of the request, if it stays valid
 * @param sparesApiTokens whether the user's API tokens stay valid
 */
public record NewPassword(
        UserId userId,
        long expectedVersion,
        String hash,
        @Nullable TimeId sparedLogin,
        boolean sparesApiTokens) {

    /**
     * @throws IllegalArgumentException naming algorithm, cost and limit, if the hash costs more than any installation computes
     */
    public NewPassword {
        Argon2Hasher.requireAffordable(hash);
    }

    /** A password that ends every login and every API token of the user. */
    public static NewPassword replacing(User user, String hash) {
        return new NewPassword(user.id(), user.credentialVersion(), hash, null, false);
    }

    /** The same, except that login; null spares none. */
    public NewPassword sparing(@Nullable TimeId login) {
        return new NewPassword(userId, expectedVersion, hash, login, sparesApiTokens);
    }

    /** The same; API tokens stay valid if the argument is true. */
    public NewPassword sparingApiTokens(boolean wished) {
        return new NewPassword(userId, expectedVersion, hash, sparedLogin, wished);
    }

    @Override
    public String toString() {
        return "NewPassword[" + userId + "]";
    }
}
