package dev.keycard.user;

import static dev.keycard.support.HandClock.START;
import static dev.keycard.user.Node.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {

    private static final String TEXT = "the-credential";

    private final Node node = Node.started();
    private final TimeId login = node.newId();

    @Test
    void recalls_onlyWhatItWasGiven_letterForLetter() {
        AuthenticatedPrincipal principal = remember(null);

        assertThat(recall()).containsSame(principal);
        assertThat(node.memory.get("the-credentiaL")).isEmpty();
        assertThat(node.memory.get("the-credential ")).isEmpty();
        assertThat(node.memory.get("")).isEmpty();
    }

    @Test
    void refuses_exactlyFromTheExpiryOn() {
        remember(START.plusSeconds(3));
        node.advance(Duration.ofSeconds(3).minusMillis(1));
        assertThat(recall()).isPresent();

        node.advance(Duration.ofMillis(1));
        assertThat(recall()).isEmpty();
    }

    @Test
    void expiry_isNeverRoundedUp() {
        remember(START.plusMillis(10).plusNanos(999_999));
        node.advance(Duration.ofMillis(10));

        assertThat(recall()).isEmpty();
    }

    @Test
    void refuses_whatEnded_evenIfTheClockLeapsAndReturns() {
        remember(null);
        node.learn(new Change.LoginEnded(login));
        node.clock.set(START.plus(Duration.ofHours(1)));
        node.changes.prune();
        node.clock.set(START.plusSeconds(1));

        assertThat(recall()).isEmpty();
    }

    @Test
    void refuses_whatEnded_howeverFarTheClockIsSetBackBefore() {
        node.advance(Duration.ofHours(1));
        remember(null);
        node.clock.set(START);
        node.learn(new Change.LoginEnded(login));
        for (int minute = 0; minute < 70; minute++) {
            node.advance(Duration.ofMinutes(1));
            assertThat(recall()).isEmpty();
        }
    }

    @Test
    void refuses_whatExpired_evenIfTheClockIsSetBack() {
        remember(START.plusSeconds(3));
        node.advance(Duration.ofSeconds(3));
        assertThat(recall()).isEmpty();
        node.clock.set(START);

        assertThat(recall()).isEmpty();
    }

    @Test
    void refuses_endedLogin() {
        remember(null);
        node.learn(new Change.LoginEnded(login));

        assertThat(recall()).isEmpty();
    }

    @Test
    void refuses_endedLogin_atOnce_whenThisNodeEndedIt() {
        remember(null);
        node.log.own(START, new Change.LoginsEnded(UserId.of(ALICE), START, null));

        assertThat(recall()).isEmpty();
    }

    @Test
    void keepsSparedLogin() {
        remember(null);
        node.learn(new Change.LoginsEnded(UserId.of(ALICE), START, login));

        assertThat(recall()).isPresent();
    }

    @Test
    void refuses_inactiveUser() {
        remember(null);
        node.change(UserChange.ofActive(false).applyTo(node.alice()));
        node.users.load(UserId.of(ALICE));

        assertThat(recall()).isEmpty();
    }

    @Test
    void leavesToTheFullCheck_aUserWhoChanged_evenWhenTheyAreRememberedAgain() {
        remember(null);
        node.change(UserChange.ofProfile("new@example.com", null, null).applyTo(node.alice()));
        assertThat(recall()).isEmpty();
        node.users.load(UserId.of(ALICE));
        assertThat(recall()).isEmpty();

        AuthenticatedPrincipal anew = remember(null);
        assertThat(recall()).containsSame(anew);
    }

    @Test
    void keepsNothing_thatMemoryCannotVouchFor() {
        AuthenticatedPrincipal principal = node.memory.put(
                TEXT, session(), new Validity(session().credential(), null, START, null, node.memory.begin()));

        assertThat(principal).isEqualTo(session());
        assertThat(recall()).isEmpty();
    }

    @Test
    void tellsApart_longCredentialsThatEndAlike() {
        String end = "x".repeat(500);
        node.keep("a" + end, session(), node.memory.begin());

        assertThat(node.memory.get("a" + end)).isPresent();
        assertThat(node.memory.get("b" + end)).isEmpty();
        assertThat(node.memory.get(end)).isEmpty();
    }

    @Test
    void leavesToTheFullCheck_everythingWhileTheFeedIsStale() {
        remember(null);
        node.clock.advance(Duration.ofSeconds(6));
        assertThat(recall()).isEmpty();

        node.feed.catchUp();
        assertThat(recall()).isPresent();
    }

    @Test
    void forgets_afterItsReach() {
        remember(null);
        node.advance(Node.REACH.minusMillis(1));
        assertThat(recall()).isPresent();

        node.advance(Duration.ofMillis(1));
        assertThat(recall()).isEmpty();
    }

    @Test
    void forgets_noLaterThanTheEndings_whenTheWallClockIsSetForward() {
        remember(null);
        node.learn(new Change.LoginEnded(login));
        assertThat(recall()).isEmpty();

        node.clock.set(START.plus(Duration.ofHours(1)));
        node.changes.prune();
        assertThat(node.changes.size()).isZero();

        assertThat(recall()).isEmpty();
    }

    @Test
    void keeps_whatNeverExpiresByItself() {
        AuthenticatedPrincipal principal = node.keep(
                TEXT,
                new AuthenticatedPrincipal(node.alice(), new Credential.ApiToken(login, Set.of("read"), null)),
                node.memory.begin());

        assertThat(recall()).containsSame(principal);
        node.learn(new Change.ApiTokenEnded(login));
        assertThat(recall()).isEmpty();
    }

    @Test
    void refuses_whatWasCheckedInAnotherEpoch_evenIfItIsRememberedAfterwards() {
        AtomicLong epoch = new AtomicLong(1);
        CredentialCache<AuthenticatedPrincipal> memory =
                new CredentialCache<>(node.revocations, node.clock, Node.REACH, epoch::get);
        CredentialCache.Check first = memory.begin();
        node.keep(memory, TEXT, session(), first);
        assertThat(memory.get(TEXT)).isPresent();

        epoch.set(2);
        assertThat(memory.get(TEXT)).isEmpty();
        node.keep(memory, TEXT, session(), first);
        assertThat(memory.get(TEXT)).isEmpty();
        node.keep(memory, TEXT, session(), memory.begin());
        assertThat(memory.get(TEXT)).isPresent();
    }

    @Test
    void refuses_whatWasRememberedWithoutAnEpoch_whereEpochsMatter() {
        CredentialCache<AuthenticatedPrincipal> memory =
                new CredentialCache<>(node.revocations, node.clock, Node.REACH, () -> 1);
        node.keep(memory, TEXT, session(), node.memory.begin());

        assertThat(memory.get(TEXT)).isEmpty();
    }

    /** Nothing else than the user tells that this API token ended: all tokens of a user end together. */
    @Test
    void leavesToTheFullCheck_aUserReadInAnOldView_evenIfTheFeedCatchesUpBeforeTheViewIsAsked() {
        AtomicBoolean armed = new AtomicBoolean();
        CredentialCache<AuthenticatedPrincipal> memory =
                new CredentialCache<>(node.revocations, node.clock, Node.REACH, () -> catchingUp(armed));
        node.keep(memory, TEXT, apiToken(), memory.begin());
        assertThat(memory.get(TEXT)).isPresent();
        node.clock.advance(Duration.ofSeconds(6));
        node.log.others(node.clock.instant(), new Change.UserChanged(UserId.of(ALICE)));

        armed.set(true);
        assertThat(memory.get(TEXT)).isEmpty();
    }

    @Test
    void leavesToTheFullCheck_anEpochReadInAnOldView_evenIfTheFeedCatchesUpBeforeTheViewIsAsked() {
        AtomicLong epoch = new AtomicLong(1);
        AtomicBoolean armed = new AtomicBoolean();
        node.feed.listen(change -> epoch.incrementAndGet());
        CredentialCache<AuthenticatedPrincipal> memory =
                new CredentialCache<>(node.revocations, node.clock, Node.REACH, () -> {
                    long before = epoch.get();
                    catchingUp(armed);
                    return before;
                });
        node.keep(memory, TEXT, session(), memory.begin());
        node.clock.advance(Duration.ofSeconds(6));
        node.log.others(node.clock.instant(), new Change.KeysChanged());

        armed.set(true);
        assertThat(memory.get(TEXT)).isEmpty();
    }

    @Test
    void refuses_whatEndedDuringItsCheck_howeverLongThatTook() {
        CredentialCache.Check check = node.memory.begin();
        node.learn(new Change.LoginEnded(login));
        node.advance(Node.REACH.plusMinutes(2));
        assertThat(node.changes.size()).isZero();

        node.keep(TEXT, session(), check);
        assertThat(recall()).isEmpty();
    }

    /** Another thread reads the feed at this moment. */
    private long catchingUp(AtomicBoolean armed) {
        if (armed.getAndSet(false)) {
            node.feed.catchUp();
        }
        return 1;
    }

    private AuthenticatedPrincipal apiToken() {
        return new AuthenticatedPrincipal(node.alice(), new Credential.ApiToken(login, Set.of(), null));
    }

    private AuthenticatedPrincipal remember(@Nullable Instant expiresAt) {
        return node.memory.put(
                TEXT,
                session(),
                new Validity(session().credential(), node.remembered(), START, expiresAt, node.memory.begin()));
    }

    private AuthenticatedPrincipal session() {
        return new AuthenticatedPrincipal(node.alice(), new Credential.Session(login, Instant.EPOCH));
    }

    private Optional<AuthenticatedPrincipal> recall() {
        return node.memory.get(TEXT);
    }
}
