package dev.keycard.web.account;

import dev.keycard.api.Internal;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.login.LoginEndpoints;
import java.util.List;

/** Endpoints for a user's own account: profile, password and logins. See {@code docs/logins.md}. */
@Internal
public final class AccountFeature {

    private AccountFeature() {}

    /** Read-only if users come from a directory of the application. */
    public static Feature profile(WebContext web) {
        var endpoints = new ProfileEndpoints(
                web.engine().stores().users(),
                web.profiles(),
                emailChange(web),
                web.ownProfile(),
                web.ownAccount(),
                web.clock());
        return Feature.of("profile", web.engine().keepsUsers() ? endpoints.routes() : List.of(endpoints.showing()));
    }

    private static EmailChange emailChange(WebContext web) {
        return new EmailChange(web.recentProof(), web.engine().mailChanges().orElse(null), web.clock());
    }

    /** The feature for the routes of one's own logins. */
    public static Feature logins(WebContext web) {
        var endpoints =
                new LoginEndpoints(web.engine().logins(), web.tokenCookieRemoval(), web.ownAccount(), web.clock());
        return Feature.of("logins", endpoints.routes());
    }

    /** Without endpoints if users come from a directory of the application. */
    public static Feature password(WebContext web) {
        var engine = web.engine();
        if (!engine.keepsUsers()) {
            return Feature.of("password-change", List.of());
        }
        var endpoints = new PasswordEndpoints(
                engine.signIn(), engine.passwords(), engine.stores().users(), web.ownAccount(), web.clock());
        return Feature.of("password-change", endpoints.routes());
    }
}
