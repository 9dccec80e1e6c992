package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.gate.Scheme;
import dev.keycard.permission.HoldsScope;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.metrics.Exposition;
import dev.keycard.web.metrics.MetricsEndpoint;
import java.util.stream.Stream;

/** API tokens: {@code /api/tokens/}, {@code /api/token-auth/}, and the {@code Token} scheme. See {@code docs/api-tokens.md}. */
@Internal
public final class ApiTokenFeature {

    private ApiTokenFeature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        var engine = web.engine();
        var config = web.engineConfig().apiToken();
        var reader = new ApiTokenRequest.Reader(config, web.clock(), reservedScopes(web));
        var endpoints = new ApiTokenEndpoints(
                engine.signIn(), web.recentProof(), engine.apiTokens(), reader, web.ownAccount(), web.clock());
        return Feature.of("api-tokens", endpoints.routes())
                .bringing(Scheme.TOKEN, new ApiTokenAuthenticator(engine.apiTokens(), config));
    }

    /**
     * The store ends tokens by these scopes, so it must have all of them.
     *
     * @throws IllegalArgumentException if the store was opened without a scope that the rules require by name
     */
    private static ReservedScopes reservedScopes(WebContext web) {
        ReservedScopes known = web.engine().stores().apiTokens().reservedScopes();
        ReservedScopes wanted = ReservedScopes.of(HoldsScope.namedIn(Stream.concat(
                web.config().rules(),
                MetricsEndpoint.exposition(web.environment().metrics()).stream().map(Exposition::permission))));
        if (!known.names().containsAll(wanted.names())) {
            throw new IllegalArgumentException("the store was opened with the reserved scopes " + known.names()
                    + ", but rules require " + wanted.names() + " by name");
        }
        return known;
    }
}
