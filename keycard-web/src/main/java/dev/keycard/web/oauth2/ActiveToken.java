package dev.keycard.web.oauth2;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.Json;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.ClaimName;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members about an active token, by the names of RFC 7662 section 2.2 and of the claims of access tokens. Rights are the
 * present ones of the user, not those at the issue of the token. Members without a value are omitted.
 */
@Internal
public final class ActiveToken {

    /**
     * The issuer of API tokens, which have no issuer of their own.
     *
     * @param name as in the {@code iss} claim of JWTs; null if none is configured
     * @param keyword the scheme in the {@code Authorization} header
     */
    public record Issuer(@Nullable String name, String keyword) {}

    private ActiveToken() {}

    static ObjectNode of(Credential.ApiToken token, User user, Issuer issuer) {
        ObjectNode body = of(issuer.keyword(), user, token.tokenId().text());
        put(body, ClaimName.EXPIRES, token.expiresAt());
        put(body, ClaimName.ISSUED, token.tokenId().time());
        if (issuer.name() != null) {
            body.put(ClaimName.ISSUER, issuer.name());
        }
        return token.scopes().isEmpty()
                ? body
                : body.put("scope", String.join(" ", new TreeSet<>(token.scopes()))); // RFC 6749 section 3.3
    }

    static ObjectNode of(VerifiedToken token, User user) {
        ObjectNode body = of(token.type() == TokenType.ACCESS ? "Bearer" : "refresh_token", user, token.jti());
        put(body, ClaimName.EXPIRES, token.expiresAt());
        put(body, ClaimName.ISSUED, token.issuedAt());
        put(body, token.sid());
        put(body, ClaimName.AUTH_TIME, token.authTime());
        if (token.authTime() != null) {
            putClaim(body, ClaimName.METHODS, token.claims().get(ClaimName.METHODS));
        }
        putClaim(body, ClaimName.ISSUER, token.claims().get(ClaimName.ISSUER));
        putClaim(body, ClaimName.AUDIENCE, token.claims().get(ClaimName.AUDIENCE));
        return body;
    }

    private static ObjectNode of(String type, User user, String id) {
        String subject = user.id().text();
        ObjectNode body = Json.object()
                .put("active", true)
                .put(ClaimName.TYPE, type)
                .put(ClaimName.SUBJECT, subject)
                .put(UserChange.USERNAME, user.username())
                .put(ClaimName.ID, id)
                .put(ClaimName.TIER, user.tier())
                .put(ClaimName.STAFF, user.staff());
        var roles = body.putArray(ClaimName.ROLES);
        new TreeSet<>(user.roles()).forEach(roles::add);
        return body;
    }

    private static void put(ObjectNode body, String name, @Nullable Instant moment) {
        if (moment != null) {
            body.put(name, moment.getEpochSecond());
        }
    }

    private static void put(ObjectNode body, @Nullable TimeId login) {
        if (login != null) {
            body.put(ClaimName.LOGIN, login.text());
        }
    }

    /** A text or a list of texts; the verifier refuses other types. */
    private static void putClaim(ObjectNode body, String name, @Nullable Object claim) {
        if (claim instanceof String text) {
            body.put(name, text);
        } else if (claim instanceof List<?> texts) {
            var all = body.putArray(name);
            texts.forEach(text -> all.add(String.valueOf(text)));
        }
    }
}
