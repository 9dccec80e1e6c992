package dev.keycard.jwt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a token's claims have to be. Immutable.
 *
 * @param issuer the {@code iss} claim that is required; null (the default) for none
 * @param audience the {@code aud} claim that is required; null (the default) if tokens must not have one
 * @param leeway by how much the clock of another machine may differ; zero by default, at most 5 minutes
 */
public record VerificationConfig(
        @Nullable String issuer, @Nullable String audience, Duration leeway) {

    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if a value makes no sense; the message names its setting */
    public VerificationConfig {
        if (leeway.isNegative() || leeway.compareTo(LONGEST_LEEWAY) > 0) {
            throw new IllegalArgumentException("jwt.leeway must be at least 0 s and at most 5 minutes");
        }
        notBlank("jwt.issuer", issuer);
        notBlank("jwt.audience", audience);
    }

    public static VerificationConfig defaults() {
        return new VerificationConfig(null, null, Duration.ZERO);
    }

    public VerificationConfig withIssuer(@Nullable String required) {
        return new VerificationConfig(required, audience, leeway);
    }

    public VerificationConfig withAudience(@Nullable String required) {
        return new VerificationConfig(issuer, required, leeway);
    }

    public VerificationConfig withLeeway(Duration allowed) {
        return new VerificationConfig(issuer, audience, allowed);
    }

    private static void notBlank(String setting, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(setting + " must not be blank; leave it out for none");
        }
    }
}
