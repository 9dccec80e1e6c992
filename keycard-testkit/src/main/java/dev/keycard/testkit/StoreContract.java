package dev.keycard.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Stores;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditStore;
import dev.keycard.authentication.Authentication;
import dev.keycard.change.ChangeLog;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Redemption;
import dev.keycard.login.Rotation;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.user.AccountStore;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base class of the contracts: new stores for each test, a clock, and sample objects. */
abstract class StoreContract {

    /** A password hash; a store accepts any text. */
    static final String HASH = "hash-of-a-password";

    private static final Duration IDLE = Duration.ofDays(1);

    protected final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    protected final Entropy entropy = new SeededEntropy(7);
    private @Nullable StoreFixture fixture;

    /** Opens the stores under test over an empty database. */
    protected abstract StoreFixture openStores() throws Exception;

    @BeforeEach
    void openFreshStores() throws Exception {
        fixture = openStores();
    }

    @AfterEach
    void closeStores() throws Exception {
        fixture().close();
    }

    final StoreFixture fixture() {
        return requireNonNull(fixture);
    }

    final Stores stores() {
        return fixture().stores();
    }

    final UserStore users() {
        return stores().users();
    }

    final LoginStore logins() {
        return stores().logins();
    }

    final ApiTokenStore apiTokens() {
        return stores().apiTokens();
    }

    final SigningKeyStore signingKeys() {
        return stores().keys();
    }

    final ChangeLog changes() {
        return stores().changes();
    }

    final AuditStore audit() {
        return stores().audit();
    }

    final FamiliarAddressStore familiarAddresses() {
        return stores().familiarAddresses();
    }

    final MailChangeStore mailChanges() {
        return stores().mailChanges();
    }

    final AccountStore accounts() {
        return stores().accounts();
    }

    final Instant now() {
        return clock.instant();
    }

    final void pass(Duration duration) {
        clock.advance(duration);
    }

    static Username name(String text) {
        return Username.parse(text).orElseThrow();
    }

    final User createUser(String name) {
        return users().create(NewUser.named(name(name), HASH), AuditContext.at(now()));
    }

    final User reread(User user) {
        return users().find(user.id()).orElseThrow();
    }

    final void deactivate(User user) {
        users().update(user.id(), UserChange.ofActive(false), AuditContext.at(now()));
    }

    final TimeId newId() {
        return TimeId.at(now(), entropy);
    }

    /** A login that begins now and is not stored yet. */
    final Login newLogin(User user, LoginKind kind) {
        return newLogin(newId(), user, kind);
    }

    /** The same with that id, which contains the time of its beginning. */
    static Login newLogin(TimeId id, User user, LoginKind kind) {
        return Login.begin(
                id,
                user.id(),
                kind,
                Authentication.byPassword(id.time().minusMillis(3)),
                IDLE,
                new Device("a browser", "192.0.2.7"));
    }

    /** A login with tokens that has begun. */
    final Login startLogin(User user) {
        Login login = newLogin(user, LoginKind.TOKENS);
        requireStarted(logins().start(login, user.credentialVersion(), null, AuditContext.at(now())));
        return login;
    }

    /** A session that has begun, with the digest of the given secret. */
    final Login startSession(User user, String secret) {
        Login login = newLogin(user, LoginKind.SESSION);
        requireStarted(
                logins().start(login, user.credentialVersion(), Digest.ofSecret(secret), AuditContext.at(now())));
        return login;
    }

    private static void requireStarted(LoginStore.Start outcome) {
        if (!(outcome instanceof LoginStore.Start.Started)) {
            throw new AssertionError("the login did not start: " + outcome);
        }
    }

    /** Begins the next generation of a login that is live, if that is its current one. */
    final Optional<Login> rotate(TimeId id, long generation, Instant now, Instant expiresAt) {
        return logins().redeem(id, login -> rotation(login, generation, now, expiresAt), AuditContext.at(now))
                .filter(Redemption.Rotated.class::isInstance)
                .map(Redemption::login);
    }

    private static Redemption rotation(Login login, long generation, Instant now, Instant expiresAt) {
        return login.isLive(now) && login.generation() == generation
                ? new Redemption.Rotated(next(login, now, expiresAt))
                : new Redemption.Refused(login);
    }

    /** The login in its next generation, begun by another client. */
    static Login next(Login login, Instant now, Instant expiresAt) {
        Rotation next = new Rotation(login.generation() + 1, now, "redeemer", 0, 0, 6);
        return with(login, next, now, expiresAt);
    }

    /** The login with another state of its chain. */
    static Login with(Login login, Rotation rotation, Instant seen, Instant expiresAt) {
        return login.toBuilder()
                .rotation(rotation)
                .lastSeenAt(seen)
                .expiresAt(expiresAt)
                .build();
    }

    final Login reread(Login login) {
        return logins().find(login.id()).orElseThrow();
    }

    /** A token made now that is not stored yet. */
    final ApiToken newToken(User user, boolean signIn) {
        return ApiToken.builder(newId(), user.id(), "kc_abcd")
                .signIn(signIn)
                .expiresAt(now().plus(IDLE))
                .build();
    }

    /** A stored token, with the digest of its id. */
    final ApiToken createToken(User user) {
        ApiToken token = newToken(user, false);
        if (!apiTokens().create(token, digestOf(token), user.credentialVersion(), AuditContext.at(now()))) {
            throw new AssertionError("the token was not stored");
        }
        return token;
    }

    /** Replaces a token by another that is not stored yet; the old one lives another hour. */
    final ApiTokenStore.Rotation rotate(ApiToken old, ApiToken successor) {
        return apiTokens()
                .rotate(
                        old.id(),
                        successor,
                        digestOf(successor),
                        users().find(successor.userId())
                                .map(User::credentialVersion)
                                .orElse(0L),
                        now().plus(Duration.ofHours(1)),
                        AuditContext.at(now()));
    }

    static String digestOf(ApiToken token) {
        return Digest.ofSecret(token.id().text());
    }

    /** Every change in the log, in order. */
    final List<Change> recorded() {
        return changes().after(0, Integer.MAX_VALUE).stream()
                .map(RecordedChange::change)
                .toList();
    }

    /** The changes that an act records. */
    final List<Change> recordedBy(Runnable act) {
        int before = recorded().size();
        act.run();
        List<Change> all = recorded();
        return all.subList(before, all.size());
    }

    /** Checks that all logins of the user have ended now, and that the change log has that. */
    protected final void assertAllLoginsEnded(User user, List<Change> recorded) {
        assertThat(reread(user).revokedBefore()).isEqualTo(now());
        assertThat(recorded)
                .containsExactlyInAnyOrder(
                        new Change.LoginsEnded(user.id(), now(), null), new Change.UserChanged(user.id()));
    }
}
