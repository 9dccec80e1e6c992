package dev.keycard;

import dev.keycard.apitoken.ApiTokens;
import dev.keycard.audit.Observations;
import dev.keycard.audit.StoreWatch;
import dev.keycard.cleanup.Cleanup;
import dev.keycard.cleanup.CleanupStores;
import dev.keycard.crypto.SealingKey;
import dev.keycard.jwt.JwtCookies;
import dev.keycard.jwt.JwtSigner;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Keys;
import dev.keycard.jwt.RefreshTokens;
import dev.keycard.login.BodyCarrier;
import dev.keycard.login.FreshKeys;
import dev.keycard.login.JwtAuthenticator;
import dev.keycard.login.Logins;
import dev.keycard.login.RefreshRules;
import dev.keycard.login.Refreshing;
import dev.keycard.login.TokenCarrier;
import dev.keycard.login.TokenEndpoints;
import dev.keycard.login.TokenJar;
import dev.keycard.login.TokenPairs;
import dev.keycard.mail.Outbox;
import dev.keycard.password.Passwords;
import dev.keycard.session.Csrf;
import dev.keycard.session.Sessions;
import dev.keycard.signin.FamiliarAddresses;
import dev.keycard.signin.SignIn;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.tokencookie.CookieCarrier;
import dev.keycard.tokencookie.TokenCookies;
import dev.keycard.user.Profiles;
import org.jspecify.annotations.Nullable;

/** The features' services, made once. */
final class Services {

    final Observations observations;
    final StoreWatch storeWatch;
    final Keys keys;
    final Passwords passwords;
    final Logins logins;
    final ApiTokens apiTokens;
    final Counters counters;
    final FamiliarAddresses familiarAddresses;
    final SignIn signIn;
    final JwtVerifier verifier;
    final JwtAuthenticator accessTokens;
    final TokenPairs pairs;
    final Refreshing refreshing;
    final Sessions sessions;
    final Csrf csrf;
    final Mailing mailing;
    final TokenCookies tokenCookies;
    final TokenCarrier carrier;
    final TokenJar jar;
    final Cleanup cleanup;
    final Profiles profiles = new Profiles();

    Services(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Platform platform,
            NodeMemory memory,
            @Nullable Outbox outbox) {
        var clock = platform.clock();
        var entropy = platform.entropy();
        observations = new Observations(stores.audit(), platform.events(), clock);
        storeWatch = new StoreWatch(stores.gauge(), observations);
        new EngineFigures(platform.meters()).watch(storeWatch, observations);
        var jwt = config.jwt();
        keys = Keys.load(stores.keys(), sealingKey, jwt, platform.signatures(), entropy, clock);
        passwords = new Passwords(config.password(), entropy, platform.nanoClock());
        new EngineFigures(platform.meters()).watch(passwords);
        counters = new LocalCounters(clock, entropy, platform.memory().counters());
        // Of their own: keys of requests cost nothing to think up, and crowding those of sign-ins out would keep owners
        // out.
        var ofSignIns = new LocalCounters(clock, entropy, platform.memory().counters());
        var throttle = new SignInThrottle(config.throttle(), ofSignIns);
        var written = new LoginThrottle(config.throttle().writes(), ofSignIns);
        logins = new Logins(stores.logins(), clock, entropy, written);
        apiTokens = new ApiTokens(stores.apiTokens(), config.token(), clock, entropy, written);
        familiarAddresses = new FamiliarAddresses(stores.familiarAddresses(), clock);
        signIn = new SignIn(stores.users(), passwords, throttle, familiarAddresses, clock, observations::note);
        var freshKeys = new FreshKeys(keys, memory.standing());
        verifier = new JwtVerifier(freshKeys, jwt);
        accessTokens = new JwtAuthenticator(
                freshKeys,
                new JwtVerifier(keys::current, jwt),
                verifier,
                memory.newCredentialMemory("jwt", keys::epoch),
                memory.standing(),
                memory.users(),
                stores.logins(),
                clock,
                jwt.leeway(),
                memory.reach());
        var refreshTokens = new RefreshTokens(sealingKey, platform.signatures(), jwt);
        pairs = new TokenPairs(jwt, new JwtSigner(freshKeys, jwt), refreshTokens, clock);
        refreshing = new Refreshing(
                stores.logins(), stores.users(), pairs, new RefreshRules(jwt), clock, observations::note);
        sessions = new Sessions(stores.logins(), logins, config.session(), clock, entropy);
        csrf = new Csrf(sealingKey.derive("csrf"), entropy, config.session(), config.publicOrigin());
        mailing = new Mailing(config, stores, sealingKey, platform, observations::note, outbox);
        tokenCookies = tokenCookies(config);
        if (jwt.cookies() == JwtCookies.NONE) {
            carrier = BodyCarrier.BODY;
            jar = TokenJar.NONE;
        } else {
            var cookies = new CookieCarrier(tokenCookies, csrf, sessions.removal());
            carrier = cookies;
            jar = cookies;
        }
        var ending = new CleanupStores(
                stores.logins(),
                stores.apiTokens(),
                stores.keys(),
                stores.familiarAddresses(),
                stores.mailChanges(),
                stores.changes(),
                stores.audit(),
                stores.users());
        cleanup = new Cleanup(ending, config.cleanup(), jwt, clock);
    }

    private static TokenCookies tokenCookies(KeycardConfig config) {
        return new TokenCookies(
                config.jwt().cookies() == JwtCookies.BOTH,
                config.session().secure(),
                config.paths().getOrDefault(TokenEndpoints.REFRESH_NAME, TokenEndpoints.REFRESH_PATH),
                config.jwt().accessLifetime(),
                config.jwt().refreshLifetime());
    }
}
