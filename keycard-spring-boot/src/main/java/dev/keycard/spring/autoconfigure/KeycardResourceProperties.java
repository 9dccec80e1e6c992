package dev.keycard.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties of a service that verifies the tokens of Keycard servers. Those that the servers have too mean the same.
 *
 * @param issuer the addresses of the servers, such as {@code https://auth.example}; any of them will do
 * @param changes how revocations are followed
 * @param jwt what tokens must have
 * @param permission the rules
 */
@ConfigurationProperties("keycard")
record KeycardResourceProperties(
        List<String> issuer,
        @DefaultValue Changes changes,
        @DefaultValue Jwt jwt,
        @DefaultValue Permissions permission) {

    /**
     * How revocations are followed.
     *
     * @param token an API token with the scope {@code changes}, or {@code file:} and the path of a file that holds it, which is
     *     read for each connection
     * @param offInsecure whether revocations are not followed, so that a revoked token is accepted until it expires
     */
    record Changes(
            @Nullable String token, @DefaultValue("false") boolean offInsecure) {

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Changes[offInsecure=" + offInsecure + "]";
        }
    }

    /**
     * What tokens must have.
     *
     * @param issuer their {@code iss}; not checked by default
     * @param audience their {@code aud}; by default they must have none
     * @param leeway the accepted difference of the issuer's clock
     * @param accessLifetime the longest lifetime of an access token
     */
    record Jwt(
            @Nullable String issuer,
            @Nullable String audience,
            @DefaultValue("0s") Duration leeway,
            @DefaultValue("1h") Duration accessLifetime) {}

    /**
     * The rules.
     *
     * @param otherwise the rule for all that has none of its own; its property is {@code keycard.permission.default}
     * @param tiers the tiers of users, the lowest first
     * @param roles the permissions of each role
     */
    record Permissions(
            @Name("default") @DefaultValue("IsAuthenticated")
            String otherwise,

            @DefaultValue List<String> tiers,
            @DefaultValue Map<String, Set<String>> roles) {}
}
