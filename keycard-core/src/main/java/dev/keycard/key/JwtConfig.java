package dev.keycard.key;

import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.VerificationConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of issuing and verifying tokens. Immutable.
 *
 * @param issuing the configuration of issuing
 * @param verification the required claims; {@code iss} and {@code aud} are also written into new tokens
 * @param verifyingKeys keys of other issuers, or former keys, whose tokens are accepted too; see {@code docs/jwt.md} for their
 *     forms; none by default
 */
public record JwtConfig(IssuingConfig issuing, VerificationConfig verification, List<Secret> verifyingKeys) {

    public JwtConfig {
        verifyingKeys = List.copyOf(verifyingKeys);
    }

    /** Each part with its own defaults. */
    public static JwtConfig defaults() {
        return new JwtConfig(IssuingConfig.defaults(), VerificationConfig.defaults(), List.of());
    }

    public JwtConfig with(IssuingConfig other) {
        return new JwtConfig(other, verification, verifyingKeys);
    }

    public JwtConfig with(VerificationConfig other) {
        return new JwtConfig(issuing, other, verifyingKeys);
    }

    public JwtConfig withVerifyingKeys(Secret... keys) {
        return new JwtConfig(issuing, verification, List.of(keys));
    }

    /** See {@link IssuingConfig#withKey}; the configured key stays. */
    public JwtConfig withAlgorithm(JwsAlgorithm chosen) {
        return withKey(chosen, issuing.signingKey());
    }

    /** See {@link IssuingConfig#withKey}. */
    public JwtConfig withKey(JwsAlgorithm chosen, @Nullable Secret key) {
        return with(issuing.withKey(chosen, key));
    }

    /** Sets the issuer and the audience; null for none. */
    public JwtConfig withParties(@Nullable String issuer, @Nullable String audience) {
        return with(verification.withIssuer(issuer).withAudience(audience));
    }

    /** The same with another lifetime of access tokens. */
    public JwtConfig withAccessLifetime(Duration access) {
        return with(issuing.withLifetimes(access, issuing.refreshLifetime(), issuing.loginLifetime()));
    }

    /** See {@link IssuingConfig#withLifetimes}. */
    public JwtConfig withLifetimes(Duration access, Duration refresh, Duration login) {
        return with(issuing.withLifetimes(access, refresh, login));
    }

    /** See {@link VerificationConfig#withLeeway}. */
    public JwtConfig withLeeway(Duration allowed) {
        return with(verification.withLeeway(allowed));
    }

    /** See {@link IssuingConfig#withRefresh}. */
    public JwtConfig withRefresh(boolean rotate, Duration grace) {
        return with(issuing.withRefresh(rotate, grace));
    }

    /** See {@link IssuingConfig#withRotation}. */
    public JwtConfig withRotation(@Nullable Duration every) {
        return with(issuing.withRotation(every));
    }

    /** For how long after its issue an access token can be accepted. */
    public Duration longestAccess() {
        return issuing.accessLifetime().plus(verification.leeway());
    }

    /**
     * For how long a key verifies tokens after it has stopped signing. The margin is for nodes that read its successor later,
     * and for clocks that differ.
     */
    Duration longestUse() {
        return longestAccess().plus(Duration.ofMinutes(1));
    }
}
