package dev.keycard.web.feature;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.api.Internal;
import dev.keycard.audit.AuthEvent;
import dev.keycard.gate.BearerTokens;
import dev.keycard.permission.HasScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.throttle.Counters;
import dev.keycard.web.WebConfig;
import dev.keycard.web.cookie.JwtCookies;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.csrf.SessionCookie;
import dev.keycard.web.jwt.AccessTokenOutcomes;
import dev.keycard.web.proof.RecentProof;
import dev.keycard.web.refusal.CredentialRefusals;
import dev.keycard.web.throttle.RequestThrottle;
import dev.keycard.web.tokencookie.BodyTransport;
import dev.keycard.web.tokencookie.CookieTransport;
import dev.keycard.web.tokencookie.TokenCookieRemoval;
import dev.keycard.web.tokencookie.TokenCookies;
import dev.keycard.web.tokencookie.TokenTransport;
import dev.keycard.web.user.Profiles;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The shared objects of the features: the engine, the configuration, and parts of the API that several features use.
 * Thread-safe.
 */
@Internal
public final class WebContext {

    private static final String ACCOUNT_SCOPE = "account";
    private static final String PROFILE_SCOPE = "profile";

    private final Keycard engine;
    private final WebConfig config;
    private final Counters counters;
    private final RequestThrottle throttle;
    private final RecentProof recentProof;
    private final CredentialRefusals refusals;
    private final BearerTokens accessTokens;
    private final Csrf csrf;
    private final TokenCookies tokenCookies;
    private final TokenTransport tokenTransport;
    private final TokenCookieRemoval tokenCookieRemoval;
    private final Profiles profiles = new Profiles();

    public WebContext(Keycard engine, WebConfig config) {
        this.engine = engine;
        this.config = config;
        Environment environment = environment();
        this.counters = environment.newCounters();
        this.throttle =
                new RequestThrottle(config.throttle(), engineConfig().throttle().writes(), counters);
        this.recentProof = new RecentProof(
                engine.signIn(),
                engine.parts().caches().owners(),
                engineConfig().account().recentProof(),
                environment.clock());
        this.refusals = new CredentialRefusals(environment.metrics(), environment.clock(), environment.entropy());
        this.accessTokens = new AccessTokenOutcomes(engine.tokens());
        this.csrf = new Csrf(
                engine.parts().sealingKey().derive("csrf"),
                environment.entropy(),
                config.cookies(),
                engineConfig().session().lifetime(),
                config.publicOrigin());
        this.tokenCookies = newTokenCookies();
        if (config.cookies().tokens() == JwtCookies.NONE) {
            tokenTransport = BodyTransport.BODY;
            tokenCookieRemoval = TokenCookieRemoval.NONE;
        } else {
            var cookies =
                    new CookieTransport(tokenCookies, csrf, sessionCookie().removal());
            tokenTransport = cookies;
            tokenCookieRemoval = cookies;
        }
    }

    private TokenCookies newTokenCookies() {
        return new TokenCookies(
                config.cookies().tokens() == JwtCookies.BOTH,
                config.cookies().secure(),
                config.paths().getOrDefault(TokenCookies.REFRESH_NAME, TokenCookies.REFRESH_PATH),
                engineConfig().jwt().issuing().accessLifetime(),
                engineConfig().jwt().issuing().refreshLifetime());
    }

    public Keycard engine() {
        return engine;
    }

    public WebConfig config() {
        return config;
    }

    /** The configuration of the engine. */
    public KeycardConfig engineConfig() {
        return engine.parts().config();
    }

    /** The cookie that carries a session. */
    public SessionCookie sessionCookie() {
        return new SessionCookie(config.cookies(), engineConfig().session().lifetime());
    }

    public Environment environment() {
        return engine.parts().environment();
    }

    public InstantSource clock() {
        return environment().clock();
    }

    /** Counts requests and mails; sign-ins have their own counters. */
    public Counters counters() {
        return counters;
    }

    public RequestThrottle throttle() {
        return throttle;
    }

    public RecentProof recentProof() {
        return recentProof;
    }

    /** Counts and logs why credentials were refused. */
    public CredentialRefusals refusals() {
        return refusals;
    }

    /** Decides about access tokens, wherever they were presented. */
    public BearerTokens accessTokens() {
        return accessTokens;
    }

    public Csrf csrf() {
        return csrf;
    }

    public TokenCookies tokenCookies() {
        return tokenCookies;
    }

    public TokenTransport tokenTransport() {
        return tokenTransport;
    }

    public TokenCookieRemoval tokenCookieRemoval() {
        return tokenCookieRemoval;
    }

    public Profiles profiles() {
        return profiles;
    }

    /** Receives what was observed about requests, for the audit. */
    public Consumer<AuthEvent.Observation> observations() {
        return engine.parts().observations();
    }

    /** The rule for the endpoints of a user's own account. */
    public Permission ownAccount() {
        return signedIn().and(new HasScope(ACCOUNT_SCOPE));
    }

    /** The rule for reading one's own profile, which also admits limited tokens with the right scope. */
    public Permission ownProfile() {
        return signedIn().and(new HasScope(ACCOUNT_SCOPE).or(new HasScope(PROFILE_SCOPE)));
    }

    private Permission signedIn() {
        return Permissions.IS_AUTHENTICATED.and(config.defaultPermission());
    }
}
