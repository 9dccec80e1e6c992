package dev.keycard.web.openapi;

import dev.keycard.gate.Access;
import dev.keycard.gate.Scheme;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Route;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The enabled schemes as security schemes of OpenAPI. Immutable. */
final class SecuritySchemes {

    private static final String CSRF = "csrf";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<Scheme> enabled;
    private final String keyword;
    private final String cookie;

    /**
     * Prepares them.
     *
     * @param keyword the word before an API token
     * @param cookie the name of the session cookie
     */
    SecuritySchemes(Set<Scheme> enabled, String keyword, String cookie) {
        this.enabled = enabled;
        this.keyword = keyword;
        this.cookie = cookie;
    }

    boolean has(Scheme scheme) {
        return enabled.contains(scheme);
    }

    /** Whether an enabled scheme has a challenge; without one, 401 becomes 403. */
    boolean challenge() {
        return has(Scheme.JWT) || has(Scheme.TOKEN) || has(Scheme.BASIC);
    }

    ObjectNode describe() {
        ObjectNode schemes = Json.object();
        if (has(Scheme.JWT)) {
            schemes.putObject("jwt").put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
        }
        if (has(Scheme.TOKEN)) {
            key(schemes, "token", "header", HeaderNames.AUTHORIZATION, "An API token: `" + keyword + " kc_...`.");
        }
        if (has(Scheme.SESSION)) {
            key(schemes, "session", "cookie", cookie, "A session.");
            key(
                    schemes,
                    CSRF,
                    "header",
                    HeaderNames.CSRF_TOKEN,
                    "The value of the CSRF cookie, with what a session changes.");
        }
        if (has(Scheme.BASIC)) {
            schemes.putObject("basic").put("type", "http").put("scheme", "basic");
        }
        return schemes;
    }

    /** The alternatives of a route, including anonymous access if everybody is permitted. */
    ArrayNode of(Route route) {
        ArrayNode alternatives = Json.object().putArray("security");
        if (route.credentials() != Access.Credentials.CHECKED) {
            return alternatives;
        }
        if (route.permission() == Permissions.ALLOW_ANY) {
            alternatives.addObject();
        }
        enabled.forEach(scheme -> require(alternatives.addObject(), scheme, route.method()));
        return alternatives;
    }

    private static void require(ObjectNode alternative, Scheme scheme, String method) {
        alternative.putArray(
                switch (scheme) {
                    case JWT -> "jwt";
                    case TOKEN -> "token";
                    case SESSION -> "session";
                    case BASIC -> "basic";
                });
        if (scheme == Scheme.SESSION && !SAFE.contains(method)) {
            alternative.putArray(CSRF);
        }
    }

    private static void key(ObjectNode schemes, String name, String in, String key, String description) {
        schemes.putObject(name)
                .put("type", "apiKey")
                .put("in", in)
                .put("name", key)
                .put("description", description);
    }
}
