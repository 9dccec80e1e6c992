package dev.keycard.web.session;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;

/** Browser sessions: {@code /api/session/}, and the session cookie. See {@code docs/sessions.md}. */
@Internal
public final class SessionFeature {

    private SessionFeature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        var endpoints = new SessionEndpoints(
                web.engine().signIn(),
                web.engine().sessions(),
                web.engine().logins(),
                web.tokenCookieRemoval(),
                web.csrf(),
                web.sessionCookie(),
                web.profiles(),
                web.clock());
        return Feature.of("sessions", endpoints.routes())
                .bringing(
                        Scheme.SESSION,
                        new SessionAuthenticator(web.engine().sessions(), web.sessionCookie(), web.csrf()));
    }
}
