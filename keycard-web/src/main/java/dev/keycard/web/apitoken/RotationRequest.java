package dev.keycard.web.apitoken;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.Overlap;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.id.TimeId;
import dev.keycard.message.MessageKey;
import dev.keycard.user.User;
import dev.keycard.web.request.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a request to replace an API token. The caller receives the new secret. So a request that presents an API token can
 * neither replace a token with more rights nor get one that lives longer: a stolen token cannot be prolonged.
 */
final class RotationRequest {

    private RotationRequest() {}

    /** Reads the field {@code overlap}. */
    static Duration overlap(Fields fields) {
        Optional<JsonNode> wanted = fields.raw("overlap");
        Optional<Duration> overlap =
                wanted.isEmpty() ? Optional.of(Overlap.DEFAULT) : wanted.flatMap(RotationRequest::read);
        if (overlap.isEmpty()) {
            fields.problem("overlap", MessageKey.OVERLAP_UNREADABLE, Overlap.LONGEST.toDays());
        }
        fields.check();
        return overlap.orElse(Overlap.DEFAULT);
    }

    private static Optional<Duration> read(JsonNode node) {
        if (node.isString()) {
            return Overlap.parse(node.stringValue());
        }
        return node.isIntegralNumber() ? Overlap.parse(node.toString()) : Optional.empty();
    }

    /**
     * Whether the caller has such a token at all.
     *
     * @throws ApiError {@code permission_denied} if it has more rights than the token that the caller presents
     */
    static boolean permits(Credential caller, User user, Optional<ApiToken> old) {
        Optional<ApiToken> own = old.filter(token -> token.userId().equals(user.id()));
        if (own.isPresent() && caller instanceof Credential.ApiToken presented && isWider(own.get(), presented)) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        return own.isPresent();
    }

    private static boolean isWider(ApiToken old, Credential.ApiToken presented) {
        Set<String> limits = presented.scopes();
        return !limits.isEmpty() && (old.scopes().isEmpty() || !limits.containsAll(old.scopes()));
    }

    /**
     * Whether an API token replaces itself. That needs no recent proof: the successor has no more rights and lives no longer. A
     * caller who replaces another token gets a secret that they did not have.
     */
    static boolean isOfItself(Credential caller, TimeId token) {
        return caller instanceof Credential.ApiToken presented
                && presented.tokenId().equals(token);
    }

    /** When the new token must expire, because of the token that the caller presents. */
    static @Nullable Instant latest(Credential caller) {
        return caller instanceof Credential.ApiToken presented ? presented.expiresAt() : null;
    }
}
