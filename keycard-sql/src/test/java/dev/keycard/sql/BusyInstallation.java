package dev.keycard.sql;

import dev.keycard.Keycard;
import dev.keycard.Stores;
import dev.keycard.apitoken.ApiTokenRotation;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.session.SessionResult;
import dev.keycard.session.Sessions;
import dev.keycard.signin.FamiliarAddressStore.Sighting;
import dev.keycard.staff.Actor;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * An installation whose users do whatever comes to their minds: random acts through an engine, and every credential that was
 * ever issued, dead or alive. The same seed does the same.
 */
final class BusyInstallation {

    static final Client CLIENT = Client.unknown();
    private static final SealingKey KEY = new SealingKey(new SeededEntropy(3).bytes(32));
    private static final String FIRST_PASSWORD = "quiet-Lantern-over-7-rivers";
    private static final String SECOND_PASSWORD = "loud-Lantern-under-8-bridges";
    private static final String FIRST_HASH = hash(FIRST_PASSWORD);
    private static final String SECOND_HASH = hash(SECOND_PASSWORD);

    final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));

    private final Random random;
    private final Entropy entropy;
    private final List<User> users = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private final List<TokenPair> pairs = new ArrayList<>();
    private final List<NewApiToken> apiTokens = new ArrayList<>();
    private int names;

    BusyInstallation(long seed) {
        this.random = new Random(seed);
        this.entropy = new SeededEntropy(seed);
    }

    private static String hash(String password) {
        return new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(password);
    }

    /** An engine that asks the store each time. */
    Keycard engine(Stores stores) {
        return Keycard.builder(stores)
                .clock(clock, clock::nanoTime)
                .entropy(entropy)
                .sealingKey(KEY)
                .open();
    }

    /** Each kind of act once, and then that many random ones. */
    void live(Stores stores, int acts) {
        try (Keycard engine = engine(stores)) {
            createUser(engine);
            createUser(engine);
            for (int kind = 0; kind < KINDS; kind++) {
                act(engine, kind);
            }
            for (int i = 0; i < acts; i++) {
                act(engine, random.nextInt(KINDS));
            }
            createUser(engine);
            User last = users.get(users.size() - 1);
            signIn(engine, last);
            beginSession(engine, last);
            createApiToken(engine, last);
            engine.sessions().writeSightings();
            engine.apiTokens().writeUses();
        }
    }

    private static final int KINDS = 20;

    private void act(Keycard engine, int kind) {
        clock.advance(Duration.ofMillis(1 + random.nextInt(90_000)));
        if (users.isEmpty()) {
            createUser(engine);
        }
        User user = pick(users);
        Optional<User> present = engine.stores().users().find(user.id());
        switch (kind) {
            case 0 -> createUser(engine);
            case 1, 2, 3 -> present.ifPresent(found -> signIn(engine, found));
            case 4, 5 -> present.ifPresent(found -> beginSession(engine, found));
            case 6, 7 -> present.ifPresent(found -> createApiToken(engine, found));
            case 8, 9 -> refresh(engine);
            case 10 -> rotateApiToken(engine);
            case 11 -> endOne(engine);
            case 12 -> engine.logins().endAll(user.id(), now());
            case 13 -> present.ifPresent(found -> changePassword(engine, found));
            case 14 -> edit(engine, user, UserChange.ofActive(random.nextBoolean()));
            case 15 -> rename(engine, user);
            case 16 -> delete(engine);
            case 17 -> present.ifPresent(found -> wishMail(engine, found));
            case 18 -> seeFamiliarAddress(engine, user);
            default -> rotateKeys(engine, user);
        }
    }

    private void createUser(Keycard engine) {
        Username name = Username.parse(newName()).orElseThrow();
        users.add(engine.stores().users().create(NewUser.named(name, FIRST_HASH), now()));
    }

    private String newName() {
        return "user-" + names++ + "-\u00e4\u5b57\ud83d\udd11";
    }

    private void signIn(Keycard engine, User user) {
        if (engine.tokens().issue(user, CLIENT) instanceof BeginResult.Begun<TokenPair> begun) {
            pairs.add(begun.value());
        }
    }

    private void beginSession(Keycard engine, User user) {
        if (engine.sessions().begin(user, CLIENT) instanceof BeginResult.Begun<Sessions.Begun> begun) {
            sessions.add(begun.value().secret());
        }
    }

    private void createApiToken(Keycard engine, User user) {
        Duration lifetime = random.nextBoolean() ? null : Duration.ofHours(1 + random.nextInt(40));
        engine.apiTokens()
                .create(user, "line\nbreak\rand \\. back\\slash", Set.of("read"), lifetime)
                .ifPresent(apiTokens::add);
    }

    private void refresh(Keycard engine) {
        if (!pairs.isEmpty()
                && engine.tokens().refresh(pick(pairs).refresh(), CLIENT)
                        instanceof RefreshResult.Refreshed refreshed) {
            pairs.add(refreshed.pair());
        }
    }

    private void rotateApiToken(Keycard engine) {
        if (apiTokens.isEmpty()) {
            return;
        }
        NewApiToken old = pick(apiTokens);
        engine.stores().users().find(old.token().userId()).ifPresent(owner -> {
            ApiTokenRotation rotation =
                    engine.apiTokens().rotate(owner, old.token().id(), Duration.ofHours(1), null, now());
            if (rotation instanceof ApiTokenRotation.Rotated rotated) {
                apiTokens.add(rotated.successor());
            }
        });
    }

    private void endOne(Keycard engine) {
        if (!pairs.isEmpty()) {
            engine.logins().revoke(pick(pairs).login());
        }
        if (!apiTokens.isEmpty()) {
            NewApiToken token = pick(apiTokens);
            engine.apiTokens().end(token.token().userId(), token.token().id(), now());
        }
    }

    private void changePassword(Keycard engine, User user) {
        engine.stores().users().changePassword(NewPassword.replacing(user, SECOND_HASH), now());
    }

    private void edit(Keycard engine, User user, UserChange change) {
        engine.users().edit(user.id(), UserEdit.of(change), null, new Actor.Operator(now()));
    }

    private void rename(Keycard engine, User user) {
        UserChange change =
                UserChange.builder().tier("gold").roles(Set.of("a", "b\t\\N")).build();
        Username name = Username.parse(newName()).orElseThrow();
        engine.users().edit(user.id(), new UserEdit(change, name, null), null, new Actor.Operator(now()));
    }

    private void delete(Keycard engine) {
        if (users.size() > 3) {
            engine.users().delete(users.get(users.size() - 1).id(), new Actor.Operator(now()));
            if (random.nextBoolean()) {
                users.remove(users.size() - 1);
            }
        }
    }

    private void wishMail(Keycard engine, User user) {
        TimeId id = TimeId.at(clock.instant(), entropy);
        engine.stores().mailChanges().begin(id, user.id(), names++ + "@example.org", user.credentialVersion(), now());
        if (random.nextBoolean()) {
            engine.stores().mailChanges().confirm(id, now());
        }
    }

    private void seeFamiliarAddress(Keycard engine, User user) {
        Sighting sighting = new Sighting(user.id(), "192.0.2." + random.nextInt(9), clock.instant());
        engine.stores().familiarAddresses().keep(List.of(sighting));
    }

    private void rotateKeys(Keycard engine, User user) {
        engine.keys().rotate(Duration.ofHours(1), now());
        engine.stores()
                .users()
                .find(user.id())
                .ifPresent(found -> engine.accounts().userChanged(found.id()));
    }

    private AuditContext now() {
        return AuditContext.at(clock.instant());
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** What an engine says of each credential; refreshing exchanges it. The clock stands still meanwhile. */
    List<String> verdicts(Stores stores) {
        List<String> verdicts = new ArrayList<>();
        try (Keycard engine = engine(stores)) {
            sessions.forEach(secret -> verdicts.add(of(engine.sessions().verify(secret))));
            apiTokens.forEach(token ->
                    verdicts.add(said(engine.apiTokens().verify(token.secret().reveal()))));
            pairs.forEach(pair -> verdicts.add(of(engine.tokens().verify(pair.access()))));
            pairs.forEach(pair -> verdicts.add(of(engine.tokens().refresh(pair.refresh(), CLIENT))));
            for (User user : users.subList(Math.max(0, users.size() - 3), users.size())) {
                engine.stores().users().find(user.id()).ifPresent(found -> {
                    verdicts.add(said(engine.signIn().withPassword(found.username(), FIRST_PASSWORD, CLIENT)));
                    verdicts.add(said(engine.signIn().withPassword(found.username(), SECOND_PASSWORD, CLIENT)));
                });
            }
        }
        return verdicts;
    }

    private static String of(SessionResult result) {
        return result instanceof SessionResult.Verified verified
                ? "session of " + verified.principal().subject()
                : said(result);
    }

    private static String of(VerifyResult result) {
        return result instanceof VerifyResult.Verified verified
                ? "access for " + verified.principal().subject()
                : said(result);
    }

    private static String of(RefreshResult result) {
        return result instanceof RefreshResult.Refreshed refreshed
                ? "refreshed " + refreshed.pair().login()
                : said(result);
    }

    /** Identities and causes are in the text, and the secrets of records are hidden in it. */
    private static String said(Object result) {
        return result.toString();
    }
}
