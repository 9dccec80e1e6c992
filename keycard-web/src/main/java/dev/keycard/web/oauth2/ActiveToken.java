package dev.keycard.web.oauth2;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.http.Json;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members about an active token, by the names of RFC 7662 section 2.2 and of the claims of access tokens. Rights are the
 * present ones of the user, not those at the issue of the token. Members without a value are omitted.
 */
public final class ActiveToken {

    /**
     * The issuer of API tokens, which have no issuer of their own.
     *
     * @param name as in the {@code iss} claim of JWTs; null if none is configured
     * @param keyword the scheme in the {@code Authorization} header
     */
    public record Issuer(@Nullable String name, String keyword) {}

    private ActiveToken() {}

    static ObjectNode of(ApiToken token, User user, Issuer issuer) {
        ObjectNode body = of(issuer.keyword(), user, token.id().text());
        put(body, "exp", token.expiresAt());
        put(body, "iat", token.createdAt());
        if (issuer.name() != null) {
            body.put("iss", issuer.name());
        }
        return token.scopes().isEmpty()
                ? body
                : body.put("scope", String.join(" ", new TreeSet<>(token.scopes()))); // RFC 6749 section 3.3
    }

    static ObjectNode of(VerifiedToken token, User user) {
        ObjectNode body = of(token.type() == TokenType.ACCESS ? "Bearer" : "refresh_token", user, token.jti());
        put(body, "exp", token.expiresAt());
        put(body, "iat", token.issuedAt());
        put(body, token.sid());
        put(body, "auth_time", token.authTime());
        if (token.authTime() != null) {
            putClaim(body, "amr", token.claims().get("amr"));
        }
        putClaim(body, "iss", token.claims().get("iss"));
        putClaim(body, "aud", token.claims().get("aud"));
        return body;
    }

    private static ObjectNode of(String type, User user, String id) {
        String subject = user.id().text();
        ObjectNode body = Json.object()
                .put("active", true)
                .put("token_type", type)
                .put("sub", subject)
                .put("username", user.username())
                .put("jti", id)
                .put("tier", user.tier())
                .put("is_staff", user.staff());
        var roles = body.putArray("roles");
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
            body.put("sid", login.text());
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
