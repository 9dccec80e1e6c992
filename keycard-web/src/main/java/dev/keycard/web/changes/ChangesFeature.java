package dev.keycard.web.changes;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.route.Route;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;
import java.util.Optional;

/**
 * Changes over HTTP: {@code /api/changes/} for verifiers, and security events for receivers of any make. See {@code
 * docs/verifier.md} and {@code docs/shared-signals.md}.
 */
@Internal
public final class ChangesFeature {

    private static final String STREAM = "/api/ssf/stream/";
    private static final String POLL = "/api/ssf/poll/";
    private static final String KEY_SET = "/.well-known/jwks.json";

    private final WebContext web;
    private final Streams streams;

    /** Both features share the limit of answers that wait. */
    public ChangesFeature(WebContext web) {
        this.web = web;
        var environment = web.environment();
        this.streams = new Streams(
                web.engine().parts().caches().stream(),
                web.engine().apiTokens(),
                environment.nanoClock(),
                web.config().maxStreams());
        environment.metrics().gauge("keycard_change_streams", "Answers that wait for changes.", streams::open);
    }

    /** The stream of changes. */
    public Feature changes() {
        var endpoint =
                new ChangesEndpoint(streams, web.engine().parts().caches().pages(), keyword());
        return Feature.of("changes", endpoint.routes()).onlyWith(Scheme.TOKEN);
    }

    /** Security events, if it is known under which name the issuer is reached. */
    public Feature sharedSignals() {
        return Feature.of("shared-signals", issuer().map(this::signals).orElse(List.of()))
                .onlyWith(Scheme.TOKEN);
    }

    private List<Route> signals(String issuer) {
        var parts = web.engine().parts();
        return new SharedSignals(
                        streams,
                        parts.caches().pages(),
                        new SecurityEvents(issuer, parts.keys(), web.clock()),
                        web.clock(),
                        new SharedSignals.Paths(
                                path("jwks", KEY_SET), path("ssf-stream", STREAM), path("ssf-poll", POLL)),
                        keyword())
                .routes();
    }

    /** The {@code iss} of access tokens, so that receivers of both need one name; or where the site is reached. */
    private Optional<String> issuer() {
        return Optional.ofNullable(web.engineConfig().jwt().verification().issuer())
                .or(() -> Optional.ofNullable(web.config().publicOrigin()))
                .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                .filter(name -> name.startsWith("https://") || name.startsWith("http://"));
    }

    private String path(String name, String usual) {
        return web.config().paths().getOrDefault(name, usual);
    }

    private String keyword() {
        return web.engineConfig().apiToken().keyword();
    }
}
