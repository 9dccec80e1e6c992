package dev.keycard.web.signin;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** Names and passwords with each request: the {@code Basic} scheme, which has no endpoints. See {@code docs/passwords.md}. */
@Internal
public final class BasicFeature {

    private BasicFeature() {}

    /** The feature for an API. */
    public static Feature of(WebContext web) {
        return Feature.of("basic", List.of())
                .bringing(Scheme.BASIC, new BasicAuthenticator(web.engine().signIn(), web.csrf()));
    }
}
