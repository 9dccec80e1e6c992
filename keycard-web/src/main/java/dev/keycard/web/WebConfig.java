package dev.keycard.web;

import dev.keycard.KeycardConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.Rule;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.cookie.JwtCookies;
import dev.keycard.web.throttle.RequestRates;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about the API over an engine. Made by {@link #builder()}. Immutable.
 *
 * @param schemes which schemes are enabled; the default is JWT, API tokens and sessions
 * @param cookies which cookies there are
 * @param defaultPermission the rule for the endpoints of users' own accounts, besides being signed in
 * @param throttle how many requests clients may make
 * @param authCheck the rules for proxies
 * @param paths other paths for endpoints, by the endpoint's name
 * @param endpointsOff the groups of endpoints that are switched off, by the names of their features; none by default
 * @param publicOrigin the origin under which browsers reach the site, such as {@code https://api.example.org}; null to take it
 *     from each request's Host header
 * @param ownScopes the names of endpoints that the program around the API counts by its own rates
 * @param maxStreams how many answers may wait for changes at once; default 1,000
 */
public record WebConfig(
        Set<Scheme> schemes,
        CookieConfig cookies,
        Permission defaultPermission,
        RequestRates throttle,
        AuthCheckConfig authCheck,
        Map<String, String> paths,
        Set<String> endpointsOff,
        @Nullable String publicOrigin,
        Set<String> ownScopes,
        int maxStreams) {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\[\\]:-]+");

    public WebConfig {
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("authentication.schemes must name at least one scheme");
        }
        if (publicOrigin != null && !ORIGIN.matcher(publicOrigin).matches()) {
            throw new IllegalArgumentException(
                    "server.public-url must be scheme, host and perhaps port, such as https://api.example.org");
        }
        if (cookies.tokens() != JwtCookies.NONE
                && (!schemes.contains(Scheme.JWT) || endpointsOff.contains("token-pairs"))) {
            throw new IllegalArgumentException(
                    "jwt.cookies needs jwt among authentication.schemes, and endpoints.token-pairs on");
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("change.max-streams must be positive");
        }
        schemes = Collections.unmodifiableSet(new LinkedHashSet<>(schemes));
        paths = Map.copyOf(paths);
        endpointsOff = Set.copyOf(endpointsOff);
        ownScopes = Set.copyOf(ownScopes);
    }

    /**
     * Checks that the tiers in this configuration exist in that of the engine.
     *
     * @return this configuration
     * @throws IllegalArgumentException if the engine has no such tier; the message names the setting
     */
    public WebConfig checkedWith(KeycardConfig engine) {
        throttle.tiers().keySet().forEach(tier -> engine.requireTier("throttle.tier", tier));
        throttle.tierScopes().keySet().forEach(tier -> engine.requireTier("throttle.tier-scope", tier));
        return this;
    }

    /** All rules of this configuration. */
    public Stream<Permission> rules() {
        return Stream.concat(authCheck.rules().stream().map(Rule::permission), Stream.of(defaultPermission));
    }

    /** Each part with its own defaults. */
    public static WebConfig defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this configuration. */
    public Builder toBuilder() {
        return new Builder()
                .schemes(schemes)
                .cookies(cookies)
                .defaultPermission(defaultPermission)
                .throttle(throttle)
                .authCheck(authCheck)
                .paths(paths)
                .endpointsOff(endpointsOff)
                .publicOrigin(publicOrigin)
                .ownScopes(ownScopes)
                .maxStreams(maxStreams);
    }

    /** Changes single parts; the others keep their values. Not thread-safe. */
    public static final class Builder {

        private Set<Scheme> schemes = new LinkedHashSet<>(List.of(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION));
        private CookieConfig cookies = CookieConfig.defaults();
        private Permission defaultPermission = Permissions.IS_AUTHENTICATED;
        private RequestRates throttle = RequestRates.defaults();
        private AuthCheckConfig authCheck = AuthCheckConfig.defaults();
        private Map<String, String> paths = Map.of();
        private Set<String> endpointsOff = Set.of();
        private @Nullable String publicOrigin;
        private Set<String> ownScopes = Set.of();
        private int maxStreams = 1_000;

        private Builder() {}

        public Builder schemes(Set<Scheme> value) {
            schemes = value;
            return this;
        }

        public Builder cookies(CookieConfig value) {
            cookies = value;
            return this;
        }

        public Builder defaultPermission(Permission value) {
            defaultPermission = value;
            return this;
        }

        public Builder throttle(RequestRates value) {
            throttle = value;
            return this;
        }

        public Builder authCheck(AuthCheckConfig value) {
            authCheck = value;
            return this;
        }

        public Builder paths(Map<String, String> value) {
            paths = value;
            return this;
        }

        public Builder endpointsOff(Set<String> value) {
            endpointsOff = value;
            return this;
        }

        public Builder publicOrigin(@Nullable String value) {
            publicOrigin = value;
            return this;
        }

        public Builder ownScopes(Set<String> value) {
            ownScopes = value;
            return this;
        }

        public Builder maxStreams(int value) {
            maxStreams = value;
            return this;
        }

        /**
         * Checks the parts against each other.
         *
         * @throws IllegalArgumentException with the name of the setting
         */
        public WebConfig build() {
            return new WebConfig(
                    schemes,
                    cookies,
                    defaultPermission,
                    throttle,
                    authCheck,
                    paths,
                    endpointsOff,
                    publicOrigin,
                    ownScopes,
                    maxStreams);
        }
    }
}
