package dev.keycard.login;

import dev.keycard.user.User;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds claims of an application to each access token, when the token is made: at a sign-in and at each refresh. It must be fast
 * and thread-safe. Values are maps, lists, texts, numbers, booleans and null. If it throws, or returns a claim that is
 * reserved, not JSON, or too large, no token is made, and the sign-in or refresh fails with a {@link ClaimsException}. A
 * retried refresh may call it again.
 */
@FunctionalInterface
public interface ClaimsContributor {

    /** Adds nothing. */
    ClaimsContributor NONE = (user, login) -> Map.of();

    /** The claims for a token of that user and login; empty for none. */
    Map<String, ? extends @Nullable Object> claims(User user, Login login);

    /** The claims of both. If both return one claim, no token is made, because neither of them is meant to replace it. */
    default ClaimsContributor and(ClaimsContributor other) {
        return (user, login) -> {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(claims(user, login));
            other.claims(user, login).forEach((name, value) -> {
                if (all.containsKey(name)) {
                    throw new IllegalStateException("two contributors return the claim " + name);
                }
                all.put(name, value);
            });
            return all;
        };
    }
}
