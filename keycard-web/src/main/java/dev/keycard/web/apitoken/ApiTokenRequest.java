package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.Lifetime;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.message.MessageKey;
import dev.keycard.text.Characters;
import dev.keycard.web.request.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request for a new API token.
 *
 * @param lifetime null for no end, which must be requested as {@code never}
 */
@Internal
public record ApiTokenRequest(
        String name, Set<String> scopes, @Nullable Duration lifetime) {

    private static final int MAX_NAME = 100;

    public ApiTokenRequest {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the text is a valid name: a line for display of at most 100 characters. */
    public static boolean isName(String text) {
        return text.length() <= MAX_NAME && Characters.isLine(text);
    }

    /** Reads the fields {@code name}, {@code scopes} and {@code expires_in}. Thread-safe. */
    public static final class Reader {

        private static final int MAX_SCOPES = 32;

        private final ApiTokenConfig config;
        private final InstantSource clock;
        private final ReservedScopes reserved;

        /** @param reserved the scopes that only staff may request */
        public Reader(ApiTokenConfig config, InstantSource clock, ReservedScopes reserved) {
            this.config = config;
            this.clock = clock;
            this.reserved = reserved;
        }

        /**
         * Reads the request. Only staff may request reserved scopes. A request that presents an API token may not request more
         * than that token has: neither other scopes nor a longer life.
         */
        public ApiTokenRequest read(Fields fields, AuthenticatedPrincipal caller) {
            String name = Optional.ofNullable(fields.optional("name", MAX_NAME)).orElse("");
            if (!Characters.isLine(name)) {
                fields.problem("name", MessageKey.CONTROL_CHARACTERS);
            }
            Set<String> scopes = scopes(fields);
            if (!caller.subject().staff() && reserved.isAmong(scopes)) {
                fields.problem("scopes", MessageKey.SCOPE_RESERVED, String.join(", ", reserved.names()));
            }
            Instant now = clock.instant();
            Optional<Duration> lifetime = lifetime(fields, caller.credential(), now);
            if (caller.credential() instanceof Credential.ApiToken token) {
                limit(fields, token, scopes, lifetime.map(now::plus));
            }
            fields.check();
            return new ApiTokenRequest(name, scopes, lifetime.orElse(null));
        }

        private static void limit(
                Fields fields, Credential.ApiToken token, Set<String> scopes, Optional<Instant> expiresAt) {
            boolean wider = scopes.isEmpty() || !token.scopes().containsAll(scopes);
            if (!token.scopes().isEmpty() && wider) {
                fields.problem("scopes", MessageKey.SCOPES_WIDER);
            }
            if (token.expiresAt() != null
                    && (expiresAt.isEmpty() || expiresAt.get().isAfter(token.expiresAt()))) {
                fields.problem("expires_in", MessageKey.EXPIRY_LATER);
            }
        }

        private Optional<Duration> lifetime(Fields fields, Credential credential, Instant now) {
            Optional<JsonNode> wanted = fields.raw("expires_in");
            if (wanted.isEmpty()) {
                return Optional.of(defaultLifetime(credential, now));
            }
            String text = wanted.get().isString()
                    ? wanted.get().stringValue()
                    : wanted.get().isIntegralNumber() ? wanted.get().toString() : "";
            if (text.equals("never")) {
                return Optional.empty();
            }
            Optional<Duration> lifetime = Lifetime.parse(text);
            if (lifetime.isEmpty()) {
                fields.problem("expires_in", MessageKey.EXPIRY_UNREADABLE);
            }
            return lifetime;
        }

        private Duration defaultLifetime(Credential credential, Instant now) {
            if (credential instanceof Credential.ApiToken token && token.expiresAt() != null) {
                Duration left = Duration.between(now, token.expiresAt());
                return left.compareTo(config.signInLifetime()) < 0 ? left : config.signInLifetime();
            }
            return config.signInLifetime();
        }

        private static Set<String> scopes(Fields fields) {
            Set<String> scopes = new TreeSet<>();
            JsonNode wanted = fields.raw("scopes").orElse(null);
            if (wanted == null) {
                return scopes;
            }
            if (!wanted.isArray() || wanted.size() > MAX_SCOPES) {
                fields.problem("scopes", MessageKey.SCOPES_NO_LIST, MAX_SCOPES);
                return scopes;
            }
            for (JsonNode scope : wanted) {
                if (scope.isString() && ApiToken.isScope(scope.stringValue())) {
                    scopes.add(scope.stringValue());
                } else {
                    fields.problem("scopes", MessageKey.SCOPE_MALFORMED);
                    return scopes;
                }
            }
            return scopes;
        }
    }
}
