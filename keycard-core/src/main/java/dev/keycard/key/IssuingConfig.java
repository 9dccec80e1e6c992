package dev.keycard.key;

import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of issuing tokens. Immutable.
 *
 * @param algorithm the algorithm of new tokens; ES256 by default
 * @param signingKey the key to sign with, see {@code docs/jwt.md} for its forms; null (the default) lets Keycard make its
 *     own keys, keep them sealed in the store, and rotate them
 * @param accessLifetime of an access token; 5 minutes by default
 * @param refreshLifetime of a refresh token, counted from its issue; 1 day by default
 * @param loginLifetime of a login, however often it is refreshed; 30 days by default
 * @param rotateRefresh whether each refresh issues a new refresh token; true by default
 * @param refreshGrace how long the predecessor of a refresh token still gets the same successor; 30 seconds by default
 * @param rotateEvery how long a key that Keycard made signs before the next one takes over; 90 days by default, null for never
 */
public record IssuingConfig(
        JwsAlgorithm algorithm,
        @Nullable Secret signingKey,
        Duration accessLifetime,
        Duration refreshLifetime,
        Duration loginLifetime,
        boolean rotateRefresh,
        Duration refreshGrace,
        @Nullable Duration rotateEvery) {

    private static final Duration LONGEST_LOGIN = Duration.ofDays(3650);

    /** @throws IllegalArgumentException if a value is out of range; the message names its setting */
    public IssuingConfig {
        // A NumericDate has whole seconds, so a shorter lifetime could be zero.
        between("jwt.access-lifetime", accessLifetime, Duration.ofSeconds(1), refreshLifetime, "jwt.refresh-lifetime");
        between("jwt.refresh-lifetime", refreshLifetime, Duration.ofSeconds(1), loginLifetime, "jwt.login-lifetime");
        between("jwt.login-lifetime", loginLifetime, Duration.ofSeconds(1), LONGEST_LOGIN, "3650 days");
        between("jwt.refresh-grace", refreshGrace, Duration.ZERO, refreshLifetime, "jwt.refresh-lifetime");
        if (rotateEvery != null) {
            between("jwt.rotate-every", rotateEvery, Duration.ofDays(1), LONGEST_LOGIN, "3650 days");
        }
    }

    /** The defaults that the parameters of this record name. */
    public static IssuingConfig defaults() {
        return new IssuingConfig(
                JwsAlgorithm.ES256,
                null,
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Duration.ofDays(30),
                true,
                Duration.ofSeconds(30),
                Duration.ofDays(90));
    }

    /** The same with a configured key, or with none if it is null. */
    public IssuingConfig withKey(JwsAlgorithm chosen, @Nullable Secret key) {
        return new IssuingConfig(
                chosen, key, accessLifetime, refreshLifetime, loginLifetime, rotateRefresh, refreshGrace, rotateEvery);
    }

    public IssuingConfig withLifetimes(Duration access, Duration refresh, Duration login) {
        return new IssuingConfig(
                algorithm, signingKey, access, refresh, login, rotateRefresh, refreshGrace, rotateEvery);
    }

    public IssuingConfig withRefresh(boolean rotate, Duration grace) {
        return new IssuingConfig(
                algorithm, signingKey, accessLifetime, refreshLifetime, loginLifetime, rotate, grace, rotateEvery);
    }

    /** The same with another interval of rotation; null for none. */
    public IssuingConfig withRotation(@Nullable Duration every) {
        return new IssuingConfig(
                algorithm,
                signingKey,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                rotateRefresh,
                refreshGrace,
                every);
    }

    private static void between(String setting, Duration value, Duration least, Duration most, String mostName) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    setting + " must be at least " + least.toSeconds() + " s and at most " + mostName);
        }
    }
}
