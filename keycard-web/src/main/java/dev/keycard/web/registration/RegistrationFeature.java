package dev.keycard.web.registration;

import dev.keycard.api.Internal;
import dev.keycard.registration.Registration;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** Registration of new users: {@code /api/register/}. See {@code docs/registration.md}. */
@Internal
public final class RegistrationFeature {

    private RegistrationFeature() {}

    /** Without endpoints if registration is off. */
    public static Feature of(WebContext web) {
        return Feature.of(
                "registration",
                web.engine()
                        .registration()
                        .map(registration -> endpoints(registration, web).routes())
                        .orElse(List.of()));
    }

    private static RegistrationEndpoints endpoints(Registration registration, WebContext web) {
        return new RegistrationEndpoints(registration, web.engine().passwords().policy(), web.clock());
    }
}
