package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.http.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** API tokens as JSON, without their secrets. */
@Internal
public final class ApiTokenJson {

    private ApiTokenJson() {}

    /** A token without its secret. */
    public static ObjectNode of(ApiToken token) {
        ObjectNode node = Json.object()
                .put("id", token.id().text())
                .put("name", token.name())
                .put("prefix", token.prefix());
        var scopes = node.putArray("scopes");
        token.scopes().stream().sorted().forEach(scopes::add);
        return node.put("created", token.createdAt().toString())
                .put("expiry", text(token.expiresAt()))
                .put("last_used", text(token.lastUsedAt()));
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
