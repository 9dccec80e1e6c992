package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Credential;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.Login;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordHasher;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.signin.SignInResult;
import dev.keycard.staff.Actor;
import dev.keycard.staff.EndingResult;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.CachedUser;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own users, with UUIDs as ids: two engines over one database sign them in. */
class OwnDirectoryTest {

    private static final UserId ADA = new UserId("6f1c1d2e-57a4-4f2c-9a0e-3c1f0a9d7b55");
    private static final UserId NEVER_SEEN = new UserId("0b8f4e1c-93d1-4c56-8f0e-9a1b2c3d4e5f");
    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    private static final Client CLIENT = Client.unknown();

    private final People people = new People();

    @TempDir
    Path directory;

    private SqliteDatabase database;
    private Keycard keycard;
    private Keycard other;

    @BeforeEach
    void start() {
        people.add(User.named(ADA, "ada@example.org").withRoles("gold", Set.of("editor")), PASSWORD);
        database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db")));
        keycard = engine();
        other = engine();
        keycard.parts().caches().feed().catchUp();
        other.parts().caches().feed().catchUp();
    }

    private Keycard engine() {
        return Keycard.builder(database.stores())
                .users(people)
                .config(KeycardConfig.builder()
                        .change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))
                        .build())
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .start();
    }

    @AfterEach
    void close() {
        keycard.close();
        other.close();
        database.close();
    }

    @Test
    void signIn_refresh_verify_andLogins_work() {
        User ada = signIn("Ada@Example.org");
        TokenPair pair = issue(ada);

        assertThat(ada.id()).isEqualTo(ADA);
        assertThat(ada.roles()).containsExactly("editor");
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Verified.class);
        TokenPair next = refreshed(keycard.tokens().refresh(pair.refresh(), CLIENT));
        assertThat(verify(next)).isInstanceOf(VerifyResult.Verified.class);
        assertThat(keycard.logins().live(ADA)).extracting(Login::id).containsExactly(pair.login());
        assertThat(keycard.logins().live(ADA).get(0).userId()).isEqualTo(ADA);
    }

    @Test
    void signIn_refusesWrongPasswordsAndUnknownNames() {
        assertThat(attempt("ada@example.org", "another password"))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.WRONG_PASSWORD));
        assertThat(attempt("nobody@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.UNKNOWN_NAME));
        people.add(User.named(NEVER_SEEN, "no-password"), null);
        assertThat(attempt("no-password", PASSWORD)).isInstanceOf(SignInResult.Refused.class);
    }

    @Test
    void failedSignIn_keepsNothingAboutTheUser() {
        attempt("ada@example.org", "another password");

        assertThat(database.stores().accounts().find(ADA)).isEmpty();
    }

    @Test
    void signIn_strengthensTheHashThroughTheDirectory() {
        people.hashes.put(ADA, hash(PASSWORD, new Argon2Cost(8192, 5, 1)));
        String before = people.hashes.get(ADA);

        signIn("ada@example.org");

        assertThat(people.hashes.get(ADA)).isNotEqualTo(before);
        assertThat(attempt("ada@example.org", PASSWORD)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void apiTokens_work_alsoForUsersWhoNeverSignedIn() {
        people.add(User.named(NEVER_SEEN, "robot"), null);
        User robot = keycard.accounts().find(NEVER_SEEN).orElseThrow();

        NewApiToken made =
                keycard.apiTokens().create(robot, "ci", Set.of(), null).orElseThrow();

        assertThat(other.apiTokens().find(made.secret().reveal())).contains(made.token());
        keycard.accounts().revokeAll(NEVER_SEEN);
        assertThat(other.apiTokens().find(made.secret().reveal())).isEmpty();
    }

    @Test
    void revokeAll_reachesEveryEngineAtOnce() {
        User ada = signIn("ada@example.org");
        TokenPair pair = issue(ada);
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();
        assertThat(knownAsEnded(other, ada, pair)).isFalse();

        assertThat(keycard.accounts().revokeAll(ADA)).isEqualTo(1);

        assertThat(knownAsEnded(other, ada, pair)).isTrue();
        assertThat(cached.user()).isNull();
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isInstanceOf(RefreshResult.Ended.class);
    }

    @Test
    void suspended_userIsRefusedEverywhere_untilLetInAgain() {
        TokenPair pair = issue(signIn("ada@example.org"));
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();

        assertThat(keycard.accounts().suspend(ADA)).isTrue();

        assertThat(cached.user()).isNull();
        assertThat(other.parts().caches().users().load(ADA).orElseThrow().status())
                .satisfies(status -> assertThat(status.active()).isFalse());
        assertThat(attempt("ada@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(keycard.accounts().resume(ADA)).isTrue();
        assertThat(attempt("ada@example.org", PASSWORD)).isInstanceOf(SignInResult.SignedIn.class);
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
    }

    @Test
    void suspending_aUserWhoNeverSignedIn_keepsThemOut() {
        keycard.accounts().suspend(NEVER_SEEN);
        people.add(User.named(NEVER_SEEN, "late"), PASSWORD);

        assertThat(attempt("late", PASSWORD)).isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
    }

    @Test
    void userWhomTheDirectoryShutsOut_isRefused() {
        people.add(User.named(ADA, "ada@example.org").withActive(false), PASSWORD);

        assertThat(attempt("ada@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
    }

    @Test
    void credentialsChanged_endsLogins_andSignInsThatAreOnTheirWay() {
        User firstTime = signIn("ada@example.org");
        keycard.accounts().credentialsChanged(ADA);
        assertThat(keycard.tokens().issue(firstTime, CLIENT)).isInstanceOf(BeginResult.Refused.class);

        User again = signIn("ada@example.org");
        TokenPair pair = issue(again);
        keycard.accounts().credentialsChanged(ADA, null);

        assertThat(keycard.tokens().issue(again, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isInstanceOf(RefreshResult.Ended.class);
    }

    @Test
    void userChanged_letsEveryEngineReadTheUserAgain() {
        signIn("ada@example.org");
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();
        people.add(User.named(ADA, "ada@example.org").withRoles("silver", Set.of()), PASSWORD);

        keycard.accounts().userChanged(ADA);

        assertThat(cached.user()).isNull();
        assertThat(other.parts().caches().users().load(ADA).orElseThrow().user())
                .satisfies(user -> assertThat(user.tier()).isEqualTo("silver"));
    }

    @Test
    void userDeletedFromTheDirectory_isRefused() {
        TokenPair pair = issue(signIn("ada@example.org"));
        people.remove(ADA);
        keycard.accounts().userDeleted(ADA);

        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(other.parts().caches().users().load(ADA)).isEmpty();
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isNotInstanceOf(RefreshResult.Refreshed.class);
    }

    @Test
    void userDeleted_refusesSignInsThatAreOnTheirWay() {
        User ada = signIn("ada@example.org");
        people.remove(ADA);
        keycard.accounts().userDeleted(ADA);

        assertThat(keycard.sessions().begin(ada, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.tokens().issue(ada, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.apiTokens().create(ada, "x", Set.of(), null)).isEmpty();
    }

    @Test
    void staff_cannotEndCredentialsOfADirectorysUsers_andAreToldSo() {
        TokenPair pair = issue(signIn("ada@example.org"));
        Actor staff = new Actor.Staff(signIn("ada@example.org"), AuditContext.at(Instant.now()));
        Actor operator = new Actor.Operator(AuditContext.at(Instant.now()));

        assertThatThrownBy(() -> keycard.credentialAdministration().endLogins(ADA, staff))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keycard.credentialAdministration().endLogins(ADA, operator)).isEqualTo(new EndingResult.Ended(1));
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
    }

    @Test
    void databaseWithKeycardsOwnUsers_isRefused() {
        try (SqliteDatabase own = SqliteDatabase.open(directory.resolve("own.db"))) {
            own.stores().users().create(NewUser.named(Username.of("root")), AuditContext.at(Instant.now()));

            assertThatThrownBy(() -> Keycard.builder(own.stores())
                            .users(people)
                            .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                            .open())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a database of its own");
        }
    }

    @Test
    void accessToken_isNotExchangedAsARefreshToken() {
        TokenPair pair = issue(signIn("ada@example.org"));
        VerifiedToken access = ((VerifyResult.Verified) verify(pair)).token();

        assertThatThrownBy(() -> keycard.tokens().refresh(access, CLIENT, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keycard.tokens().revoke(access, CLIENT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void engine_isStartedOnce() {
        assertThatThrownBy(keycard::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void userWithTheIdOfNobody_isNotBelieved() {
        people.add(User.named(UserId.NOBODY, "zero"), PASSWORD);

        assertThatThrownBy(() -> attempt("zero", PASSWORD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void idThatIsALargeNumber_isAText() {
        UserId large = new UserId("9999999999999999999");
        people.add(User.named(large, "large"), PASSWORD);

        assertThat(verify(issue(signIn("large")))).isInstanceOf(VerifyResult.Verified.class);
    }

    @Test
    void directoryThatAnswersWithSomeoneElse_isNotBelieved() {
        people.confuse(ADA, User.named(NEVER_SEEN, "mallory"));

        assertThatThrownBy(() -> keycard.accounts().find(ADA)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatNeedsKeycardsOwnUsers_isNotThere() {
        assertThat(keycard.keepsUsers()).isFalse();
        assertThatThrownBy(keycard::users)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("directory of the application");
        assertThat(keycard.registration()).isEmpty();
        assertThat(keycard.passwordReset()).isEmpty();
        assertThat(keycard.mailChanges()).isEmpty();
        assertThatThrownBy(() -> Keycard.builder(database.stores())
                        .users(people)
                        .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                        .config(KeycardConfig.builder()
                                .registration(RegistrationConfig.off().open(null))
                                .build())
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registration");
    }

    private SignInResult attempt(String name, String password) {
        return keycard.signIn().withPassword(name, password, CLIENT);
    }

    private User signIn(String name) {
        return ((SignInResult.SignedIn) attempt(name, PASSWORD)).user();
    }

    private TokenPair issue(User user) {
        return ((BeginResult.Begun<TokenPair>) keycard.tokens().issue(user, CLIENT)).value();
    }

    private VerifyResult verify(TokenPair pair) {
        return other.tokens().verify(pair.access());
    }

    private static TokenPair refreshed(RefreshResult result) {
        return ((RefreshResult.Refreshed) result).pair();
    }

    private static boolean knownAsEnded(Keycard engine, User user, TokenPair pair) {
        return engine.parts()
                .caches()
                .revocations()
                .ended(
                        user,
                        new Credential.AccessToken(pair.login(), null),
                        pair.login().time());
    }

    private static String hash(String password, Argon2Cost cost) {
        return new PasswordHasher(cost, Entropy.secure()).hash(password);
    }

    /** The users of an application, which finds them by their mail address in any case. */
    private static final class People implements UserDirectory {

        private static final String HASH = hash(PASSWORD, Argon2Cost.defaults());

        private final Map<UserId, User> users = new ConcurrentHashMap<>();
        private final Map<UserId, String> hashes = new ConcurrentHashMap<>();

        void add(User user, @Nullable String password) {
            users.put(user.id(), user);
            if (password != null) {
                hashes.put(user.id(), HASH);
            }
        }

        void confuse(UserId id, User someoneElse) {
            users.put(id, someoneElse);
        }

        void remove(UserId id) {
            users.remove(id);
            hashes.remove(id);
        }

        @Override
        public Optional<User> find(UserId id) {
            return Optional.ofNullable(users.get(id));
        }

        @Override
        public Optional<User> findByName(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return users.values().stream()
                    .filter(user -> user.username().equals(lower))
                    .findFirst();
        }

        @Override
        public Optional<String> passwordHash(UserId id) {
            return Optional.ofNullable(hashes.get(id));
        }

        @Override
        public boolean replaceHash(UserId id, String expected, String replacement) {
            return hashes.replace(id, expected, replacement);
        }
    }
}
