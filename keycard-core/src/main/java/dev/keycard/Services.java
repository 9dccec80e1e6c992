package dev.keycard;

import dev.keycard.apitoken.ApiTokenVerifier;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.Observations;
import dev.keycard.audit.StoreWatch;
import dev.keycard.cleanup.Cleanup;
import dev.keycard.cleanup.CleanupStores;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.login.AccessTokens;
import dev.keycard.login.EndReason;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Logins;
import dev.keycard.login.LoginsAndUsers;
import dev.keycard.login.RefreshRules;
import dev.keycard.login.Refreshing;
import dev.keycard.login.RevalidatingKeys;
import dev.keycard.login.TokenBindings;
import dev.keycard.login.TokenPairs;
import dev.keycard.login.Tokens;
import dev.keycard.password.Passwords;
import dev.keycard.session.SessionVerifier;
import dev.keycard.session.Sessions;
import dev.keycard.signin.FamiliarAddresses;
import dev.keycard.signin.SignIn;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.staff.KeyAdministration;
import dev.keycard.staff.StaffRules;
import dev.keycard.staff.UserAdministration;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.user.Accounts;
import dev.keycard.user.UserGuard;

/** The services of the engine, made once. */
final class Services {

    final Observations observations;
    final StoreWatch storeWatch;
    final Keys keys;
    final RevalidatingKeys revalidatingKeys;
    final Passwords passwords;
    final Logins logins;
    final ApiTokens apiTokens;
    final FamiliarAddresses familiarAddresses;
    final SignIn signIn;
    final TokenPairs pairs;
    final Refreshing refreshing;
    final Tokens tokens;
    final Sessions sessions;
    final MailServices mail;
    final UserAdministration userAdministration;
    final CredentialAdministration credentialAdministration;
    final KeyAdministration keyAdministration;
    final Accounts accounts;
    final Cleanup cleanup;

    Services(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            NodeCaches caches,
            Extensions extensions) {
        var clock = environment.clock();
        var entropy = environment.entropy();
        observations = new Observations(stores.audit(), environment.events(), clock);
        storeWatch = new StoreWatch(stores.gauge(), observations);
        new EngineMetrics(environment.metrics()).watch(storeWatch, observations);
        var jwt = extensions.tokens(config.jwt());
        keys = Keys.load(stores.keys(), sealingKey, jwt, environment.signatures(), entropy, clock);
        revalidatingKeys = new RevalidatingKeys(keys, caches.revocations());
        passwords = new Passwords(config.password(), entropy, environment.nanoClock(), extensions.hasher());
        new EngineMetrics(environment.metrics()).watch(passwords);
        // Sign-ins have their own counters: a flood of requests must not evict them.
        var counters = environment.newCounters();
        var throttle = new SignInThrottle(config.throttle(), counters);
        var writes = new LoginThrottle(config.throttle().writes(), counters);
        logins = new Logins(stores.logins(), clock, entropy, writes);
        var apiTokenVerifier =
                new ApiTokenVerifier(stores.apiTokens(), caches.newCredentialCache("token"), caches.owners(), clock);
        apiTokens = new ApiTokens(apiTokenVerifier, config.apiToken(), clock, entropy, writes);
        familiarAddresses = new FamiliarAddresses(stores.familiarAddresses(), clock);
        var users = extensions.users(stores).lookup();
        accounts = new Accounts(
                users,
                stores.accounts(),
                endings(stores),
                extensions.directory() != null,
                () -> AuditContext.at(clock.instant()));
        signIn = new SignIn(users, passwords, throttle, familiarAddresses, clock, observations::note);
        var refreshTokens = new RefreshTokens(sealingKey, environment.signatures(), jwt);
        pairs = new TokenPairs(jwt, new JwtSigner(revalidatingKeys, jwt), refreshTokens, clock, extensions.claims());
        var loginsAndUsers = new LoginsAndUsers(stores.logins(), users, extensions.directory() == null);
        refreshing = new Refreshing(loginsAndUsers, pairs, new RefreshRules(jwt), clock, observations::note);
        var accessTokens = new AccessTokens(
                caches.newCredentialCache("jwt", keys::epoch),
                revalidatingKeys,
                jwt.verification(),
                caches.owners(),
                new TokenBindings(caches.revocations(), stores.logins(), clock));
        tokens = new Tokens(logins, pairs, refreshing, accessTokens);
        var sessionVerifier = new SessionVerifier(
                stores.logins(), config.session(), caches.newCredentialCache("session"), caches.owners(), clock);
        sessions = new Sessions(sessionVerifier, logins, config.session(), clock, entropy);
        mail = new MailServices(config, stores, sealingKey, environment, passwords, observations::note, extensions);
        var rules =
                new StaffRules(config.tiers(), !stores.users().nameQuarantine().isZero());
        userAdministration = new UserAdministration(stores.users(), passwords, rules, clock);
        credentialAdministration =
                new CredentialAdministration(users, logins, apiTokens, extensions.directory() == null ? rules : null);
        keyAdministration = new KeyAdministration(keys, users);
        cleanup = new Cleanup(cleanupStores(stores), config.cleanup(), jwt, clock);
    }

    private static Accounts.Endings endings(Stores stores) {
        return (userId, context) -> stores.logins()
                .endAll(
                        userId,
                        EndReason.ENDED_BY_STAFF,
                        LoginStore.Reach.LOGINS_AND_API_TOKENS,
                        UserGuard.NONE,
                        context);
    }

    private static CleanupStores cleanupStores(Stores stores) {
        return new CleanupStores(
                stores.logins(),
                stores.apiTokens(),
                stores.keys(),
                stores.familiarAddresses(),
                stores.mailChanges(),
                stores.changes(),
                stores.audit(),
                stores.users());
    }
}
