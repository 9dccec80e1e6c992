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
import dev.keycard.login.BodyTransport;
import dev.keycard.login.JwtAuthenticator;
import dev.keycard.login.Logins;
import dev.keycard.login.RefreshRules;
import dev.keycard.login.Refreshing;
import dev.keycard.login.RevalidatingKeys;
import dev.keycard.login.TokenCookieRemoval;
import dev.keycard.login.TokenEndpoints;
import dev.keycard.login.TokenPairs;
import dev.keycard.login.TokenTransport;
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
import dev.keycard.tokencookie.CookieTransport;
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
    final TokenTransport carrier;
    final TokenCookieRemoval jar;
    final Cleanup cleanup;
    final Profiles profiles = new Profiles();

    Services(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            NodeCaches memory,
            @Nullable Outbox outbox) {
        var clock = environment.clock();
        var entropy = environment.entropy();
        observations = new Observations(stores.audit(), environment.events(), clock);
        storeWatch = new StoreWatch(stores.gauge(), observations);
        new EngineMetrics(environment.metrics()).watch(storeWatch, observations);
        var jwt = config.jwt();
        keys = Keys.load(stores.keys(), sealingKey, jwt, environment.signatures(), entropy, clock);
        passwords = new Passwords(config.password(), entropy, environment.nanoClock());
        new EngineMetrics(environment.metrics()).watch(passwords);
        counters = new LocalCounters(clock, entropy, environment.memory().counters());
        // Of their own: keys of requests cost nothing to think up, and crowding those of sign-ins out would keep owners
        // out.
        var ofSignIns = new LocalCounters(clock, entropy, environment.memory().counters());
        var throttle = new SignInThrottle(config.throttle(), ofSignIns);
        var written = new LoginThrottle(config.throttle().writes(), ofSignIns);
        logins = new Logins(stores.logins(), clock, entropy, written);
        apiTokens = new ApiTokens(stores.apiTokens(), config.token(), clock, entropy, written);
        familiarAddresses = new FamiliarAddresses(stores.familiarAddresses(), clock);
        signIn = new SignIn(stores.users(), passwords, throttle, familiarAddresses, clock, observations::note);
        var freshKeys = new RevalidatingKeys(keys, memory.revocations());
        verifier = new JwtVerifier(freshKeys, jwt);
        accessTokens = new JwtAuthenticator(
                freshKeys,
                new JwtVerifier(keys::current, jwt),
                verifier,
                memory.newCredentialCache("jwt", keys::epoch),
                memory.revocations(),
                memory.users(),
                stores.logins(),
                clock,
                jwt.leeway(),
                memory.reach());
        var refreshTokens = new RefreshTokens(sealingKey, environment.signatures(), jwt);
        pairs = new TokenPairs(jwt, new JwtSigner(freshKeys, jwt), refreshTokens, clock);
        refreshing = new Refreshing(
                stores.logins(), stores.users(), pairs, new RefreshRules(jwt), clock, observations::note);
        sessions = new Sessions(stores.logins(), logins, config.session(), clock, entropy);
        csrf = new Csrf(sealingKey.derive("csrf"), entropy, config.session(), config.publicOrigin());
        mailing = new Mailing(config, stores, sealingKey, environment, observations::note, outbox);
        tokenCookies = tokenCookies(config);
        if (jwt.cookies() == JwtCookies.NONE) {
            carrier = BodyTransport.BODY;
            jar = TokenCookieRemoval.NONE;
        } else {
            var cookies = new CookieTransport(tokenCookies, csrf, sessions.removal());
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
