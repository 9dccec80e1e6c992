package dev.keycard.apitoken;

import java.time.Duration;

/**
 * How API tokens are presented and how long they live.
 *
 * @param keyword the scheme's name in the {@code Authorization} header; default {@code Token}
 * @param signInLifetime how long a token made by signing in lives; default 90 days
 * @param signInLimit how many of those a user may have; beyond it, the longest unused one is ended; default 20
 * @param limit how many live tokens a user may have, of whatever kind, and still ask for one more; default and most
 *     {@value #MOST}
 */
public record ApiTokenConfig(String keyword, Duration signInLifetime, int signInLimit, int limit) {

    /**
     * Far below the length of a list: tokens are counted before one is made, so concurrent requests can exceed the limit, and
     * the list must still show all tokens.
     */
    public static final int MOST = ApiTokenStore.MAX_LISTED - 200;

    public ApiTokenConfig {
        if (!keyword.matches("[A-Za-z][A-Za-z0-9-]{0,31}")
                || keyword.equalsIgnoreCase("Bearer")
                || keyword.equalsIgnoreCase("Basic")) {
            throw new IllegalArgumentException(
                    "api-token.keyword must be one word of letters, digits and hyphens, and neither Bearer nor Basic");
        }
        if (signInLifetime.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("api-token.sign-in-lifetime must be at least 1m");
        }
        if (signInLimit < 1) {
            throw new IllegalArgumentException("api-token.sign-in-limit must be at least 1");
        }
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("api-token.limit must be at least 1 and at most " + MOST);
        }
    }

    /** With the default limit for all tokens of a user. */
    public ApiTokenConfig(String keyword, Duration signInLifetime, int signInLimit) {
        this(keyword, signInLifetime, signInLimit, MOST);
    }

    /** The defaults that the parameters of this record name. */
    public static ApiTokenConfig defaults() {
        return new ApiTokenConfig("Token", Duration.ofDays(90), 20);
    }
}
