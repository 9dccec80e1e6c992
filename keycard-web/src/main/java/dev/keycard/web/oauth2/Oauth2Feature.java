package dev.keycard.web.oauth2;

import dev.keycard.api.Internal;
import dev.keycard.oauth2.Revocation;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;

/** Introspection (RFC 7662) and revocation (RFC 7009) of tokens. See {@code docs/introspection.md}. */
@Internal
public final class Oauth2Feature {

    private Oauth2Feature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        var engine = web.engine();
        var config = web.engineConfig();
        var introspection = new Introspection(
                engine.tokens(),
                engine.apiTokens(),
                engine.accounts()::find,
                new ActiveToken.Issuer(
                        config.jwt().verification().issuer(), config.apiToken().keyword()),
                web.config().schemes());
        var revocation = new Revocation(engine.tokens(), engine.logins(), engine.apiTokens());
        return Feature.of("oauth2", new Oauth2Endpoints(introspection, revocation, web.clock()).routes());
    }
}
