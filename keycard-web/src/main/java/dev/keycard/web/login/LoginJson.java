package dev.keycard.web.login;

import dev.keycard.api.Internal;
import dev.keycard.http.Json;
import dev.keycard.login.Login;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Logins as JSON. */
@Internal
public final class LoginJson {

    private LoginJson() {}

    /** A login as its user and staff see it. */
    public static ObjectNode of(Login login) {
        return Json.object()
                .put("id", login.id().text())
                .put("kind", login.kind().name().toLowerCase(Locale.ROOT))
                .put("device", login.device())
                .put("address", login.address())
                .put("created", login.createdAt().toString())
                .put("last_seen", login.lastSeenAt().toString())
                .put("expires", login.expiresAt().toString());
    }
}
