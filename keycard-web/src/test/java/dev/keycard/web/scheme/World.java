package dev.keycard.web.scheme;

import static dev.keycard.web.scheme.TestEngine.CLIENT;

import dev.keycard.gate.Authenticator;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.http.TestRequest;
import dev.keycard.id.TimeId;
import dev.keycard.login.TokenPair;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.apitoken.ApiTokenAuthenticator;
import dev.keycard.web.session.SessionAuthenticator;
import dev.keycard.web.tokencookie.TokenCookieAuthenticator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two users of an engine, their credentials, and what can happen to them. For one thread. */
final class World {

    final TestEngine engine;
    final List<Presented> credentials = new ArrayList<>();
    final Truth truth;
    private final List<User> users = new ArrayList<>();
    private final Authenticator bearer;
    private final Authenticator tokenCookie;
    private final Authenticator session;
    private final Authenticator apiToken;
    private int names;

    World(TestEngine engine) {
        this.engine = engine;
        this.truth = new Truth(engine.stores);
        this.bearer = new BearerAuthenticator(engine.web.accessTokens());
        this.tokenCookie =
                new TokenCookieAuthenticator(engine.web.accessTokens(), engine.web.csrf(), engine.web.tokenCookies());
        this.session =
                new SessionAuthenticator(engine.keycard.sessions(), engine.web.sessionCookie(), engine.web.csrf());
        this.apiToken = new ApiTokenAuthenticator(
                engine.keycard.apiTokens(), engine.web.engineConfig().apiToken());
        users.add(newUser());
        users.add(newUser());
    }

    private User newUser() {
        return engine.user("user" + names++);
    }

    /** The user as the store has them; another one if they were deleted. */
    private User user(int pick) {
        int place = pick % users.size();
        User found = engine.stores.users().find(users.get(place).id()).orElseGet(this::newUser);
        users.set(place, found);
        return found;
    }

    /** Gives a credential out, if the user may have one. */
    void issue(int pick) {
        User user = user(pick);
        if (user.active()) {
            Presented.Kind[] kinds = Presented.Kind.values();
            credentials.add(issue(user, kinds[pick / 2 % kinds.length]));
        }
    }

    private Presented issue(User user, Presented.Kind kind) {
        TestRequest plain = TestRequest.get("/");
        switch (kind) {
            case SESSION -> {
                var begun = engine.keycard.sessions().begin(user, CLIENT).orElseThrow();
                Instant end = engine.web.engineConfig().session().end(begun.login());
                TestRequest request = plain.with("Cookie", "keycard=" + begun.secret());
                return new Presented(kind, user.id(), begun.login().id(), end, true, session, request);
            }
            case API_TOKEN -> {
                var made = engine.keycard
                        .apiTokens()
                        .create(user, "", Set.of(), Duration.ofHours(1), engine.now())
                        .orElseThrow();
                Instant end = engine.clock.instant().plus(Duration.ofHours(1));
                TestRequest request =
                        plain.with("Authorization", "Token " + made.secret().reveal());
                return new Presented(kind, user.id(), made.token().id(), end, true, apiToken, request);
            }
            default -> {
                TokenPair pair = engine.keycard.tokens().issue(user, CLIENT).orElseThrow();
                Instant end = engine.keycard
                        .tokens()
                        .readAccessToken(pair.access())
                        .orElseThrow()
                        .expiresAt();
                boolean inCookie = kind == Presented.Kind.ACCESS_COOKIE;
                TestRequest request = inCookie
                        ? plain.with("Cookie", "keycard_access=" + pair.access())
                        : plain.with("Authorization", "Bearer " + pair.access());
                Authenticator authenticator = inCookie ? tokenCookie : bearer;
                return new Presented(kind, user.id(), pair.login(), end, false, authenticator, request);
            }
        }
    }

    /** Ends the login, or the API token, of one credential. */
    void endOne(int pick) {
        if (!credentials.isEmpty()) {
            Presented ended = credentials.get(pick % credentials.size());
            if (ended.kind() == Presented.Kind.API_TOKEN) {
                engine.keycard.apiTokens().end(ended.user(), ended.row(), engine.now());
            } else {
                engine.keycard.logins().revoke(ended.row());
            }
        }
    }

    void endLogins(int pick) {
        engine.keycard.logins().endAll(user(pick).id(), engine.now());
    }

    void endEverything(int pick) {
        engine.keycard.logins().endEverything(user(pick).id(), engine.now());
    }

    void activate(int pick, boolean active) {
        engine.activate(user(pick), active);
    }

    void delete(int pick) {
        engine.delete(user(pick));
    }

    /** Changes a password, which one of the logins may survive. */
    void newPassword(int pick) {
        User user = user(pick);
        TimeId spared = credentials.stream()
                .filter(credential -> credential.user().equals(user.id()) && pick % 3 == 0)
                .map(Presented::row)
                .findFirst()
                .orElse(null);
        NewPassword wanted = NewPassword.replacing(user, "another hash").sparing(spared);
        engine.stores.users().changePassword(wanted.sparingApiTokens(pick % 5 == 0), engine.now());
    }

    void changeRoles(int pick) {
        UserChange change = UserChange.builder().roles(Set.of("role" + pick)).build();
        engine.stores.users().update(user(pick).id(), change, engine.now());
    }

    /** The engine reads the change log. */
    void catchUp() {
        engine.keycard.parts().caches().feed().catchUp();
        truth.caughtUp();
    }
}
