package dev.keycard.web.recovery;

import dev.keycard.api.Internal;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** New passwords by mail: {@code /api/password/reset/}. See {@code docs/password-reset.md}. */
@Internal
public final class RecoveryFeature {

    private RecoveryFeature() {}

    /** Without endpoints if resets are off. */
    public static Feature of(WebContext web) {
        return Feature.of(
                "password-reset",
                web.engine()
                        .passwordReset()
                        .map(reset -> new ResetEndpoints(reset, web.clock()).routes())
                        .orElse(List.of()));
    }
}
