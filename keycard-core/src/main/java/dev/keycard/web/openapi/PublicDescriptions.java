package dev.keycard.web.openapi;

import static dev.keycard.http.ErrorCode.UNAVAILABLE;

import java.util.Map;

/** What other programs ask: keys, probes, figures, and this description. */
final class PublicDescriptions {

    private static final String OPERATION = "Operation";

    private PublicDescriptions() {}

    static void addTo(Map<String, Description> all) {
        all.put(
                "GET jwks",
                Description.of("JWT", "The public keys that access tokens are signed with (RFC 7517).")
                        .answers(200, "The keys.", "KeySet"));
        all.put(
                "GET healthz",
                Description.of(OPERATION, "Tell that the process answers.").answers(200, "It does.", "Status"));
        all.put(
                "GET readyz",
                Description.of(OPERATION, "Tell whether the node can decide.")
                        .answers(200, "It can.", "Status")
                        .refuses(UNAVAILABLE));
        all.put(
                "GET metrics",
                Description.of(OPERATION, "Figures for Prometheus.")
                        .answers(200, "The metrics.", "Figures", "text/plain")
                        .answers(200, "The metrics.", "Figures", "application/openmetrics-text"));
        all.put("GET auth-check", authCheck());
        all.put("OPTIONS auth-check", authCheck());
        all.put("GET openapi", Description.of(OPERATION, "This description.").answers(200, "OpenAPI 3.1.", "Document"));
    }

    private static Description authCheck() {
        return Description.of(OPERATION, "Tell a proxy whether the request that it names may go on.")
                .done("It may; X-Auth-User, X-Auth-User-Id, X-Auth-Roles and X-Auth-Tier tell whose it is, "
                        + "X-Auth-Scopes what limits it.");
    }
}
