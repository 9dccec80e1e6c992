package dev.keycard.jwt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The required claims of tokens. Immutable.
 *
 * @param issuer the {@code iss} claim that is required; null (the default) for none
 * @param audience the {@code aud} claim that is required; null (the default) if tokens must not have one
 * @param leeway the accepted difference of clocks; zero by default, at most 5 minutes
 * @param userIds which ids of users are accepted; by default those of Keycard's own users
 */
public record VerificationConfig(
        @Nullable String issuer, @Nullable String audience, Duration leeway, UserIds userIds) {

    /** The accepted forms of user ids. */
    public enum UserIds {
        /** Positive whole numbers, as Keycard's own users have. */
        NUMBERS,
        /** Any {@link dev.keycard.id.UserId}, for users of an application's own directory. */
        TEXTS
    }

    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if a value makes no sense; the message names its setting */
    public VerificationConfig {
        if (leeway.isNegative() || leeway.compareTo(LONGEST_LEEWAY) > 0) {
            throw new IllegalArgumentException("jwt.leeway must be at least 0 s and at most 5 minutes");
        }
        notBlank("jwt.issuer", issuer);
        notBlank("jwt.audience", audience);
    }

    /** For tokens of Keycard's own users. */
    public VerificationConfig(@Nullable String issuer, @Nullable String audience, Duration leeway) {
        this(issuer, audience, leeway, UserIds.NUMBERS);
    }

    /** The defaults that the parameters of this record name. */
    public static VerificationConfig defaults() {
        return new VerificationConfig(null, null, Duration.ZERO);
    }

    public VerificationConfig withIssuer(@Nullable String required) {
        return new VerificationConfig(required, audience, leeway, userIds);
    }

    public VerificationConfig withAudience(@Nullable String required) {
        return new VerificationConfig(issuer, required, leeway, userIds);
    }

    public VerificationConfig withLeeway(Duration allowed) {
        return new VerificationConfig(issuer, audience, allowed, userIds);
    }

    /** Accepts other ids of users. */
    public VerificationConfig withUserIds(UserIds accepted) {
        return new VerificationConfig(issuer, audience, leeway, accepted);
    }

    private static void notBlank(String setting, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(setting + " must not be blank; leave it out for none");
        }
    }
}
