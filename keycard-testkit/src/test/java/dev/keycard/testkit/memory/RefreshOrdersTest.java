package dev.keycard.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.client.Client;
import dev.keycard.key.SealingKey;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.RefreshResult.Refreshed;
import dev.keycard.login.RefreshResult.Reused;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.store.PageRequest;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that refresh with one token, and acts that end the login, in every order of their calls of the stores. No order gives a
 * second chain of refresh tokens, and after an ending nothing that was given out can be used, however late it was given.
 */
class RefreshOrdersTest {

    private static final Client OWNER = new Client("192.0.2.1", "a browser", "");
    private static final Client THIEF = new Client("198.51.100.9", "a script", "");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    private final Interleavings interleavings = new Interleavings();
    private Stores stores;
    private Keycard keycard;
    private User user;
    private TokenPair first;
    private int users;

    @BeforeEach
    @SuppressWarnings("NullAway.Init") // each run of orders begins with a user and a pair of their own
    void open() {
        stores = interleavings.over(InMemoryStores.create());
        keycard = Keycard.builder(stores)
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .clock(clock, clock::nanoTime)
                .events(event -> {})
                .open();
    }

    @AfterEach
    void close() {
        keycard.close();
        interleavings.close();
    }

    @Test
    void tabsOfOneClient_getOneSuccessor() throws Exception {
        int orders = run(() -> List.of(refresh(OWNER), refresh(OWNER), refresh(OWNER)), outcomes -> {
            assertThat(outcomes).allMatch(Refreshed.class::isInstance);
            assertOneChain(outcomes);
            assertThat(login().endedAt()).isNull();
        });

        // The first exchange is one call; each of the others finds that it does not fit, reads the user and is decided.
        assertThat(orders).isEqualTo(60);
    }

    @Test
    void ownerAndThief_getOneSuccessor_andTheNextUseOfTheOldTokenEndsIt() throws Exception {
        run(() -> List.of(refresh(OWNER), refresh(OWNER), refresh(THIEF)), outcomes -> {
            assertOneChain(outcomes);
            TokenPair successor = ((Refreshed) outcomes.get(0)).pair();
            clock.advance(Duration.ofSeconds(3));
            assertThat(keycard.tokens().refresh(successor.refresh(), OWNER)).isInstanceOf(Refreshed.class);
            assertThat(keycard.tokens().refresh(first.refresh(), THIEF)).isInstanceOf(Reused.class);
            assertThat(login().endReason()).isEqualTo(EndReason.REFRESH_REUSED);
            assertNothingIsGood(outcomes);
        });
    }

    @Test
    void thiefWithTheTokenBefore_getsNoTokenThatTheOwnerDoesNotHave() throws Exception {
        run(
                () -> {
                    TokenPair second = pairOf(keycard.tokens().refresh(first.refresh(), OWNER));
                    return List.of(refresh(second, OWNER), refresh(second, OWNER), refresh(first, THIEF));
                },
                outcomes -> {
                    if (outcomes.get(2) instanceof Refreshed late) {
                        assertThat(generation(late.pair())).isEqualTo(1);
                        assertThat(login().generation()).isEqualTo(2);
                    } else {
                        assertThat(outcomes.get(2)).isInstanceOf(Reused.class);
                        assertThat(login().endReason()).isEqualTo(EndReason.REFRESH_REUSED);
                        assertNothingIsGood(outcomes);
                    }
                    assertEndedOnceAtMost();
                });
    }

    @Test
    void endOfTheLogin_winsAgainstEveryRefresh() throws Exception {
        run(() -> List.of(refresh(OWNER), refresh(OWNER), refresh(THIEF), signOut()), outcomes -> {
            assertOneChain(outcomes);
            assertThat(outcomes.get(3)).isEqualTo(true);
            assertThat(login().endReason()).isEqualTo(EndReason.SIGNED_OUT);
            assertNothingIsGood(outcomes);
            assertEndedOnceAtMost();
        });
    }

    @Test
    void newPassword_winsAgainstEveryRefresh() throws Exception {
        run(() -> List.of(refresh(OWNER), refresh(OWNER), refresh(THIEF), newPassword()), outcomes -> {
            assertOneChain(outcomes);
            assertThat(outcomes.get(3)).isEqualTo(true);
            assertThat(login().endReason()).isEqualTo(EndReason.PASSWORD_CHANGED);
            assertNothingIsGood(outcomes);
        });
    }

    @Test
    void endOfTheLogin_andNewPassword_endItOnce() throws Exception {
        run(() -> List.of(refresh(OWNER), refresh(THIEF), signOut(), newPassword()), outcomes -> {
            assertOneChain(outcomes);
            assertThat(login().endReason())
                    .isEqualTo(outcomes.get(2).equals(true) ? EndReason.SIGNED_OUT : EndReason.PASSWORD_CHANGED);
            assertNothingIsGood(outcomes);
            assertEndedOnceAtMost();
        });
    }

    private interface Acts {
        List<Callable<Object>> make();
    }

    private interface Check {
        void of(List<Object> outcomes);
    }

    /** In each order another user signs in, so that none is throttled for the others. */
    private int run(Acts acts, Check check) throws Exception {
        return interleavings.run(
                () -> {
                    beginLogin();
                    return acts.make();
                },
                check::of);
    }

    private void beginLogin() {
        Username name = Username.of("user" + users++);
        user = stores.users().create(NewUser.named(name, "hash"), AuditContext.at(clock.instant()));
        first = keycard.tokens().issue(user, OWNER).orElseThrow();
    }

    private Callable<Object> refresh(Client client) {
        return refresh(first, client);
    }

    private Callable<Object> refresh(TokenPair pair, Client client) {
        return () -> keycard.tokens().refresh(pair.refresh(), client);
    }

    private Callable<Object> signOut() {
        var token = keycard.tokens().readRefreshToken(first.refresh()).orElseThrow();
        return () -> keycard.tokens().revoke(token, OWNER);
    }

    private Callable<Object> newPassword() {
        NewPassword wanted = NewPassword.replacing(user, "another hash");
        return () -> stores.users().changePassword(wanted, AuditContext.at(clock.instant()));
    }

    private Login login() {
        return stores.logins().find(first.login()).orElseThrow();
    }

    /** Whoever got a pair got the same generation, and the login has no later one. */
    private void assertOneChain(List<Object> outcomes) {
        assertThat(outcomes.stream().filter(Refreshed.class::isInstance))
                .allSatisfy(outcome -> assertThat(generation(pairOf(outcome))).isEqualTo(1));
        boolean any = outcomes.stream().anyMatch(Refreshed.class::isInstance);
        assertThat(login().generation()).isEqualTo(any ? 1 : 0);
    }

    private void assertNothingIsGood(List<Object> outcomes) {
        outcomes.stream()
                .filter(Refreshed.class::isInstance)
                .map(RefreshOrdersTest::pairOf)
                .forEach(this::assertIsOfNoUse);
        assertIsOfNoUse(first);
    }

    private void assertIsOfNoUse(TokenPair pair) {
        assertThat(keycard.tokens().verify(pair.access())).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(keycard.tokens().refresh(pair.refresh(), OWNER)).isInstanceOf(RefreshResult.Ended.class);
    }

    private void assertEndedOnceAtMost() {
        assertThat(stores.audit().list(new AuditFilter(user.id(), null), PageRequest.first(100)).items().stream()
                        .map(AuditEntry::kind)
                        .filter(List.of("login_ended", "refresh_reused")::contains))
                .hasSizeLessThanOrEqualTo(1);
    }

    private long generation(TokenPair pair) {
        return keycard.tokens().readRefreshToken(pair.refresh()).orElseThrow().generation();
    }

    private static TokenPair pairOf(Object outcome) {
        return ((Refreshed) outcome).pair();
    }
}
