package dev.keycard.spring.test;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.SealingKey;
import dev.keycard.key.TokenClaims;
import dev.keycard.login.TokenPair;
import dev.keycard.staff.UserResult;
import dev.keycard.testkit.memory.InMemoryStores;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.BeanFactory;

/**
 * Issues real credentials that the application under test accepts, or must refuse. A bean of every test; thread-safe.
 *
 * <p>They come from the engine of the application. In a slice, and in a service with {@link AutoConfigureTestIssuer}, they come
 * from an engine in memory. There are no such beans outside of the Spring TestContext Framework.
 */
public final class KeycardTokens {

    /** The password of all users that are made here. */
    public static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private static final Duration LONG_PAST = Duration.ofMinutes(10);

    private final BeanFactory beans;

    KeycardTokens(BeanFactory beans) {
        this.beans = beans;
    }

    /** The user of that name, who is made if there is none. */
    public User user(String username) {
        return user(username, UnaryOperator.identity());
    }

    /**
     * The user of that name. If there is none, one is made with that profile: {@code tokens.user("boss", user ->
     * user.withRights(true, false))}.
     *
     * @throws IllegalStateException if there is none, and the users are kept by a directory of the application
     */
    public User user(String username, UnaryOperator<User> profile) {
        Keycard engine = engine();
        if (!engine.keepsUsers()) {
            return DirectoryLookup.user(beans, engine, username);
        }
        return engine.stores()
                .users()
                .passwordOf(username)
                .map(stored -> stored.user())
                .orElseGet(() ->
                        create(engine, NewUser.named(Username.of(username)).with(profile)));
    }

    private static User create(Keycard engine, NewUser draft) {
        UserResult result = engine.users().create(draft, PASSWORD);
        if (result instanceof UserResult.Done done) {
            return done.user();
        }
        throw new IllegalStateException("no user " + draft.username() + " was made: " + result);
    }

    /** Signs the user of that name in: an access token, and the refresh token that follows it. */
    public TokenPair pair(String username) {
        return pair(user(username));
    }

    /** Signs that user in. */
    public TokenPair pair(User user) {
        return engine().tokens().issue(user, Client.unknown()).orElseThrow();
    }

    /** An access token for the user of that name. */
    public String access(String username) {
        return pair(username).access();
    }

    /** An access token for that user. */
    public String access(User user) {
        return pair(user).access();
    }

    /** A genuine access token that has expired. */
    public String expired(String username) {
        Keycard engine = engine();
        JwtConfig config = engine.parts().config().jwt();
        Instant now = now(engine);
        Instant issued = now.minus(config.longestAccess()).minus(LONG_PAST);
        return sign(engine, engine.keys(), issued, user(username));
    }

    /** An access token in the right form, signed by the keys of a stranger. */
    public String foreign(String username) {
        Keycard engine = engine();
        var environment = engine.parts().environment();
        JwtConfig config = engine.parts().config().jwt();
        Keys strange = Keys.load(
                InMemoryStores.create().keys(),
                new SealingKey(Entropy.secure().bytes(32)),
                config.withKey(config.issuing().algorithm(), null).withVerifyingKeys(new Secret[0]),
                environment.signatures(),
                environment.entropy(),
                environment.clock());
        return sign(engine, strange, now(engine), user(username));
    }

    private static String sign(Keycard engine, Keys keys, Instant issued, User user) {
        JwtConfig config = engine.parts().config().jwt();
        TimeId login = TimeId.at(issued, Entropy.secure());
        TokenClaims claims = TokenClaims.access(
                login,
                user.id(),
                login + ".1",
                issued,
                issued.plus(config.issuing().accessLifetime()),
                new Rights(user.roles(), user.tier(), user.staff()));
        return new JwtSigner(keys::current, config).sign(claims, now(engine));
    }

    /**
     * An API token for the user of that name.
     *
     * @param scopes what it is limited to; without any, it has all rights of the user
     * @throws IllegalStateException in a service that only verifies access tokens
     */
    public String apiToken(String username, String... scopes) {
        requireOwnEngine("API tokens");
        return engine().apiTokens()
                .create(user(username), "test", Set.of(scopes), null)
                .orElseThrow()
                .secret()
                .reveal();
    }

    /**
     * A session of the user of that name, with its CSRF token.
     *
     * @throws IllegalStateException in a service that only verifies access tokens
     */
    public BrowserSession session(String username) {
        requireOwnEngine("sessions");
        return Sessions.begin(beans, engine(), user(username));
    }

    /** Ends the login of an access token, whose tokens are refused when this returns. */
    public void revoke(String accessToken) {
        Keycard engine = engine();
        VerifiedToken token = engine.tokens()
                .readAccessToken(accessToken)
                .orElseThrow(() -> new IllegalArgumentException("not a valid access token of this application"));
        if (token.sid() != null) {
            engine.logins().revoke(token.sid());
        }
        follower().ifPresent(Follower::untilKnown);
    }

    /**
     * Ends all logins and API tokens of the user of that name, which are refused when this returns. A service that only verifies
     * refuses all tokens of the user from the same second: there, this waits for the next one, or advances the clock of {@link
     * AutoConfigureTestClock} to it.
     */
    public void revokeAll(String username) {
        Keycard engine = engine();
        engine.logins().endEverything(user(username).id(), AuditContext.at(now(engine)));
        follower().ifPresent(service -> {
            service.untilKnown();
            service.untilNextSecond();
        });
    }

    /** An engine in the same process tells its own API at once; a service that only verifies reads what changed. */
    private Optional<Follower> follower() {
        TestEngine memory = beans.getBeanProvider(TestEngine.class).getIfUnique();
        return memory != null && memory.issuer()
                ? Optional.of(new Follower(beans, memory.engine(), user("revocation-probe")))
                : Optional.empty();
    }

    private void requireOwnEngine(String what) {
        TestEngine memory = beans.getBeanProvider(TestEngine.class).getIfUnique();
        if (memory != null && memory.issuer()) {
            throw new IllegalStateException("a service with keycard.issuer accepts access tokens, and no " + what);
        }
    }

    private static Instant now(Keycard engine) {
        return engine.parts().environment().clock().instant();
    }

    private Keycard engine() {
        TestEngine memory = beans.getBeanProvider(TestEngine.class).getIfUnique();
        Keycard engine = memory == null ? beans.getBeanProvider(Keycard.class).getIfUnique() : memory.engine();
        if (engine == null) {
            throw new IllegalStateException("this test has no engine that issues tokens: it is a slice without Keycard,"
                    + " or a service with keycard.issuer, which needs @AutoConfigureTestIssuer");
        }
        return engine;
    }
}
