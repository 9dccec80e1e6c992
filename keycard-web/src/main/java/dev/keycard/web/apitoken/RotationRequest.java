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
 * What a request to replace an API token may ask for. Whoever asks sees the new secret: so one made with an API token must not
 * reach a token that can do more than the one it shows, and gets none that outlives it. A stolen token cannot prolong itself.
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
     * @throws ApiError {@code permission_denied} if it can do more than the token that the caller presents
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
     * Whether an API token replaces itself. It needs no proof of its owner: the successor does no more and lives no longer.
     * Whoever replaces another token gets a secret that they did not have.
     */
    static boolean isOfItself(Credential caller, TimeId token) {
        return caller instanceof Credential.ApiToken presented
                && presented.tokenId().equals(token);
    }

    /** When the new token has to expire, for the caller's sake. */
    static @Nullable Instant latest(Credential caller) {
        return caller instanceof Credential.ApiToken presented ? presented.expiresAt() : null;
    }
}
