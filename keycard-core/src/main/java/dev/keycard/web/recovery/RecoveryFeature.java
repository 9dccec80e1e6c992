package dev.keycard.web.recovery;

import dev.keycard.mail.MailThrottle;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** New passwords by mail: {@code /api/password/reset/}. See {@code docs/password-reset.md}. */
public final class RecoveryFeature {

    private RecoveryFeature() {}

    /** Without endpoints if resets are off. */
    public static Feature of(WebContext web) {
        return Feature.of(
                "password-reset",
                web.engine()
                        .passwordReset()
                        .map(reset -> endpoints(reset, web).routes())
                        .orElse(List.of()));
    }

    private static ResetEndpoints endpoints(PasswordReset reset, WebContext web) {
        var recovery = web.config().recovery();
        return new ResetEndpoints(
                reset,
                new MailThrottle(web.counters(), "reset", recovery.perMail(), recovery.perClient()),
                new MailThrottle(web.counters(), "reset-confirm", null, recovery.perClient()),
                web.engine().passwords(),
                web.engine().stores().users(),
                web.clock());
    }
}
