package dev.keycard.web.changes;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;

/** Changes over HTTP: {@code /api/changes/}. See {@code docs/verifier.md}. */
@Internal
public final class ChangesFeature {

    private ChangesFeature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        var engine = web.engine();
        var caches = engine.parts().caches();
        var environment = web.environment();
        var streams = new Streams(
                caches.stream(),
                engine.apiTokens(),
                environment.nanoClock(),
                web.config().maxStreams());
        environment.metrics().gauge("keycard_change_streams", "Answers that wait for changes.", streams::open);
        var endpoint = new ChangesEndpoint(
                streams, caches.pages(), web.engineConfig().apiToken().keyword());
        return Feature.of("changes", endpoint.routes()).onlyWith(Scheme.TOKEN);
    }
}
