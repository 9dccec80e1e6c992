package dev.keycard.apitoken;

import java.time.Duration;

/**
 * How API tokens are presented and how long they live.
 *
 * @param keyword the scheme's name in the {@code Authorization} header; default {@code Token}
 * @param signInLifetime how long a token made by signing in lives; default 90 days
 * @param signInLimit how many of those a user has at most; the longest unused one makes room; default 20
 */
public record ApiTokenConfig(String keyword, Duration signInLifetime, int signInLimit) {

    public ApiTokenConfig {
        if (!keyword.matches("[A-Za-z][A-Za-z0-9-]{0,31}")
                || keyword.equalsIgnoreCase("Bearer")
                || keyword.equalsIgnoreCase("Basic")) {
            throw new IllegalArgumentException(
                    "token.keyword must be one word of letters, digits and hyphens, and neither Bearer nor Basic");
        }
        if (signInLifetime.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("token.sign-in-lifetime must be at least 1m");
        }
        if (signInLimit < 1) {
            throw new IllegalArgumentException("token.sign-in-limit must be at least 1");
        }
    }

    public static ApiTokenConfig defaults() {
        return new ApiTokenConfig("Token", Duration.ofDays(90), 20);
    }
}
