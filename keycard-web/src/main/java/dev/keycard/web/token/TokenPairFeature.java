package dev.keycard.web.token;

import dev.keycard.api.Internal;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.Scheme;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.tokencookie.TokenCookieAuthenticator;

/** Pairs of JWT access and refresh tokens: {@code /api/token/}, and the {@code Bearer} scheme. See {@code docs/jwt.md}. */
@Internal
public final class TokenPairFeature {

    private TokenPairFeature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        var endpoints = new TokenEndpoints(
                web.engine().signIn(),
                web.engine().tokens(),
                web.refusals(),
                web.tokenTransport(),
                web.tokenCookieRemoval(),
                web.engineConfig().jwt());
        Feature feature = Feature.of("token-pairs", endpoints.routes())
                .bringing(Scheme.JWT, new BearerAuthenticator(web.accessTokens()));
        return web.tokenCookies().holdsAccess() ? feature.askingLast(cookie(web)) : feature;
    }

    /**
     * The authenticator of the access token's cookie. It comes last: if a browser has a session too, the session is the newer
     * sign-in.
     */
    private static TokenCookieAuthenticator cookie(WebContext web) {
        return new TokenCookieAuthenticator(web.accessTokens(), web.csrf(), web.tokenCookies());
    }
}
