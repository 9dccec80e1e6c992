package dev.keycard.web.mailchange;

import dev.keycard.api.Internal;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** Links that confirm and undo changes of mail addresses. See {@code docs/email-change.md}. */
@Internal
public final class MailChangeFeature {

    private MailChangeFeature() {}

    /** Without endpoints if addresses are not confirmed. */
    public static Feature of(WebContext web) {
        return Feature.of(
                        "email-change",
                        web.engine()
                                .mailChanges()
                                .map(changes -> new MailChangeEndpoints(changes, web.clock()).routes())
                                .orElse(List.of()))
                .neededBy("profile", "mail addresses that users change could not be confirmed");
    }
}
