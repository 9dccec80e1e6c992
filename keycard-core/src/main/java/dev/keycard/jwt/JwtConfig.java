package dev.keycard.jwt;

import dev.keycard.crypto.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are made and checked. Immutable.
 *
 * @param algorithm what new tokens are signed with; ES256 by default
 * @param signingKey the key to sign with, see {@code docs/jwt.md} for its forms; null (the default) lets Keycard make its
 *     own keys, keep them sealed in the store, and rotate them
 * @param issuer the {@code iss} claim to write and to require; null (the default) for none
 * @param audience the {@code aud} claim to write and to require; null (the default) for none
 * @param accessLifetime of an access token; 5 minutes by default
 * @param refreshLifetime of a refresh token, from its own making; 1 day by default
 * @param loginLifetime of a login, however often it is refreshed; 30 days by default
 * @param leeway how far another machine's clock may be off; zero by default
 * @param rotateRefresh whether each refresh hands out a new refresh token; true by default
 * @param refreshGrace how long the predecessor of a refresh token still gets the same successor; 30 seconds by default
 * @param rotateEvery how long a key that Keycard made signs before the next one takes over; 90 days by default, null for never
 * @param verifyingKeys keys of others, or former ones, whose tokens are accepted too; see {@code docs/jwt.md} for their
 *     forms; none by default
 * @param cookies which tokens are kept in a browser's cookies; none by default
 */
public record JwtConfig(
        JwsAlgorithm algorithm,
        @Nullable Secret signingKey,
        @Nullable String issuer,
        @Nullable String audience,
        Duration accessLifetime,
        Duration refreshLifetime,
        Duration loginLifetime,
        Duration leeway,
        boolean rotateRefresh,
        Duration refreshGrace,
        @Nullable Duration rotateEvery,
        List<Secret> verifyingKeys,
        JwtCookies cookies) {

    private static final Duration LONGEST_LOGIN = Duration.ofDays(3650);
    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if a value makes no sense; the message names its setting */
    public JwtConfig {
        // A NumericDate has whole seconds, so a shorter life would be none.
        between("jwt.access-lifetime", accessLifetime, Duration.ofSeconds(1), refreshLifetime, "jwt.refresh-lifetime");
        between("jwt.refresh-lifetime", refreshLifetime, Duration.ofSeconds(1), loginLifetime, "jwt.login-lifetime");
        between("jwt.login-lifetime", loginLifetime, Duration.ofSeconds(1), LONGEST_LOGIN, "3650 days");
        between("jwt.leeway", leeway, Duration.ZERO, LONGEST_LEEWAY, "5 minutes");
        between("jwt.refresh-grace", refreshGrace, Duration.ZERO, refreshLifetime, "jwt.refresh-lifetime");
        if (rotateEvery != null) {
            between("jwt.rotate-every", rotateEvery, Duration.ofDays(1), LONGEST_LOGIN, "3650 days");
        }
        verifyingKeys = List.copyOf(verifyingKeys);
        notBlank("jwt.issuer", issuer);
        notBlank("jwt.audience", audience);
    }

    public static JwtConfig defaults() {
        return new JwtConfig(
                JwsAlgorithm.ES256,
                null,
                null,
                null,
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Duration.ofDays(30),
                Duration.ZERO,
                true,
                Duration.ofSeconds(30),
                Duration.ofDays(90),
                List.of(),
                JwtCookies.NONE);
    }

    public JwtConfig withAlgorithm(JwsAlgorithm chosen) {
        return withKey(chosen, signingKey);
    }

    /** The same with a configured key, or with none if it is null. */
    public JwtConfig withKey(JwsAlgorithm chosen, @Nullable Secret key) {
        return new JwtConfig(
                chosen,
                key,
                issuer,
                audience,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                leeway,
                rotateRefresh,
                refreshGrace,
                rotateEvery,
                verifyingKeys,
                cookies);
    }

    public JwtConfig withParties(@Nullable String by, @Nullable String forWhom) {
        return new JwtConfig(
                algorithm,
                signingKey,
                by,
                forWhom,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                leeway,
                rotateRefresh,
                refreshGrace,
                rotateEvery,
                verifyingKeys,
                cookies);
    }

    public JwtConfig withLifetimes(Duration access, Duration refresh, Duration login) {
        return new JwtConfig(
                algorithm,
                signingKey,
                issuer,
                audience,
                access,
                refresh,
                login,
                leeway,
                rotateRefresh,
                refreshGrace,
                rotateEvery,
                verifyingKeys,
                cookies);
    }

    public JwtConfig withLeeway(Duration allowed) {
        return new JwtConfig(
                algorithm,
                signingKey,
                issuer,
                audience,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                allowed,
                rotateRefresh,
                refreshGrace,
                rotateEvery,
                verifyingKeys,
                cookies);
    }

    public JwtConfig withRefresh(boolean rotate, Duration grace) {
        return new JwtConfig(
                algorithm,
                signingKey,
                issuer,
                audience,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                leeway,
                rotate,
                grace,
                rotateEvery,
                verifyingKeys,
                cookies);
    }

    /** The same with another rhythm of rotation; null for none. */
    public JwtConfig withRotation(@Nullable Duration every) {
        return with(every, verifyingKeys, cookies);
    }

    public JwtConfig withVerifyingKeys(Secret... keys) {
        return with(rotateEvery, List.of(keys), cookies);
    }

    public JwtConfig withCookies(JwtCookies chosen) {
        return with(rotateEvery, verifyingKeys, chosen);
    }

    private JwtConfig with(@Nullable Duration every, List<Secret> keys, JwtCookies chosen) {
        return new JwtConfig(
                algorithm,
                signingKey,
                issuer,
                audience,
                accessLifetime,
                refreshLifetime,
                loginLifetime,
                leeway,
                rotateRefresh,
                refreshGrace,
                every,
                keys,
                chosen);
    }

    /**
     * How long after it stopped to sign a key still has tokens to verify. The margin is for nodes that learn of its successor a
     * little later, and for clocks that differ.
     */
    Duration longestUse() {
        return accessLifetime.plus(leeway).plus(Duration.ofMinutes(1));
    }

    private static void between(String setting, Duration value, Duration least, Duration most, String mostName) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    setting + " must be at least " + least.toSeconds() + " s and at most " + mostName);
        }
    }

    private static void notBlank(String setting, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(setting + " must not be blank; leave it out for none");
        }
    }
}
