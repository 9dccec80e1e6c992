package dev.keycard.user;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.password.PasswordHasher;
import org.jspecify.annotations.Nullable;

/**
 * A password that shall take the place of a user's present one, and what shall survive it. By default nothing does: see
 * {@link #replacing}. Prints without the hash. Immutable.
 *
 * @param expectedVersion the credential version under which the change was allowed
 * @param sparedLogin the login that asked for the change, if it shall live on
 * @param sparesApiTokens whether the user's API tokens live on
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
        PasswordHasher.requireAffordable(hash);
    }

    /** A password that ends every login and every API token of the user. */
    public static NewPassword replacing(User user, String hash) {
        return new NewPassword(user.id(), user.credentialVersion(), hash, null, false);
    }

    /** The same, but for that login; null spares none. */
    public NewPassword sparing(@Nullable TimeId login) {
        return new NewPassword(userId, expectedVersion, hash, login, sparesApiTokens);
    }

    /** The same; API tokens live on if that is wished. */
    public NewPassword sparingApiTokens(boolean wished) {
        return new NewPassword(userId, expectedVersion, hash, sparedLogin, wished);
    }

    @Override
    public String toString() {
        return "NewPassword[" + userId + "]";
    }
}
