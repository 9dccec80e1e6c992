package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.crypto.Digest;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.LoginStore.Start;
import dev.keycard.revocation.Change;
import dev.keycard.store.PageRequest;
import dev.keycard.store.PurgeStep;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract of ending and purging logins in a {@link LoginStore}. The test of a store extends this class and opens the
 * stores.
 */
public abstract class LoginRevocationContract extends StoreContract {

    @Test
    void ends_loginOnceAndRecordsIt() {
        Login login = startLogin(createUser("ann"));
        pass(Duration.ofSeconds(1));

        List<Change> recorded = recordedBy(() -> {
            assertThat(logins().end(login.id(), EndReason.REFRESH_REUSED, AuditContext.at(now())))
                    .isTrue();
            assertThat(logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now())))
                    .isFalse();
        });

        assertThat(recorded).containsExactly(new Change.LoginEnded(login.id()));
        assertThat(reread(login).endedAt()).isEqualTo(now());
        assertThat(reread(login).endReason()).isEqualTo(EndReason.REFRESH_REUSED);
    }

    @Test
    void ends_nothingThatIsUnknown() {
        List<Change> recorded =
                recordedBy(() -> assertThat(logins().end(newId(), EndReason.SIGNED_OUT, AuditContext.at(now())))
                        .isFalse());

        assertThat(recorded).isEmpty();
    }

    @Test
    void ends_racedByManyOnce() throws Exception {
        Login login = startLogin(createUser("ann"));
        try (Race race = new Race(16)) {
            assertThat(race.run(() -> logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()))))
                    .containsOnlyOnce(true);
        }
        assertThat(recorded()).containsOnlyOnce(new Change.LoginEnded(login.id()));
    }

    @Test
    void endOf_endsTheLoginOfItsOwnerOnly() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        Login login = startLogin(ann);

        List<Change> recorded = recordedBy(
                () -> assertThat(logins().endOf(bob.id(), login.id(), EndReason.SIGNED_OUT, AuditContext.at(now())))
                        .isFalse());

        assertThat(recorded).isEmpty();
        assertThat(reread(login)).isEqualTo(login);
        assertThat(logins().endOf(ann.id(), login.id(), EndReason.SIGNED_OUT, AuditContext.at(now())))
                .isTrue();
        assertThat(logins().endOf(ann.id(), login.id(), EndReason.SIGNED_OUT, AuditContext.at(now())))
                .isFalse();
        assertThat(recorded()).contains(new Change.LoginEnded(login.id()));
    }

    @Test
    void endAll_endsTheLoginsOfThatUserAndCountsTheLiveOnes() {
        User ann = createUser("ann");
        Login first = startLogin(ann);
        Login second = startSession(ann, "a secret");
        Login ended = startLogin(ann);
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        Login bobs = startLogin(createUser("bob"));
        pass(Duration.ofSeconds(1));

        assertThat(logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now())))
                .isEqualTo(2);

        assertThat(reread(first).endReason()).isEqualTo(EndReason.SIGNED_OUT_EVERYWHERE);
        assertThat(reread(second).endedAt()).isEqualTo(now());
        assertThat(reread(ended).endReason()).isEqualTo(EndReason.SIGNED_OUT);
        assertThat(reread(bobs)).isEqualTo(bobs);
        assertThat(logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now())))
                .isZero();
    }

    @Test
    void endAll_doesNotCountTheExpired() {
        User ann = createUser("ann");
        Login login = startLogin(ann);

        assertThat(logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(login.expiresAt())))
                .isZero();
    }

    @Test
    void endAll_isRecordedWithTheMomentThatTheUserCarries() {
        User ann = createUser("ann");
        startLogin(ann);
        pass(Duration.ofSeconds(1));

        List<Change> recorded =
                recordedBy(() -> logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now())));

        assertAllLoginsEnded(ann, recorded);
    }

    @Test
    void endAll_reachesLoginsFromAClockThatIsAhead() {
        User ann = createUser("ann");
        Instant honest = now();
        clock.set(honest.plusSeconds(3));
        Login fromTheFuture = startLogin(ann);
        clock.set(honest);

        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now()));

        assertThat(reread(fromTheFuture).endedAt()).isNotNull();
        assertThat(reread(ann).revokedBefore()).isEqualTo(fromTheFuture.createdAt());
        assertThat(recorded()).contains(new Change.LoginsEnded(ann.id(), fromTheFuture.createdAt(), null));
    }

    @Test
    void endAll_neverMovesTheMomentBack() {
        User ann = createUser("ann");
        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now().plusSeconds(9)));
        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now()));

        assertThat(reread(ann).revokedBefore()).isEqualTo(now().plusSeconds(9));
    }

    @Test
    void endAll_ofNobodyIsZeroAndRecordsNothing() {
        List<Change> recorded = recordedBy(
                () -> assertThat(logins().endAll(UserId.of(42), EndReason.ENDED_BY_STAFF, AuditContext.at(now())))
                        .isZero());

        assertThat(recorded).isEmpty();
    }

    @Test
    void endAll_racedWithStartsDividesTheLoginsByOneMoment() throws Exception {
        try (Race race = new Race(16)) {
            for (int round = 0; round < 20; round++) {
                User ann = createUser("ann" + round);
                List<TimeId> started =
                        race.run(i -> i % 8 == 0 ? () -> endsAll(ann) : () -> startsAfterAll(ann)).stream()
                                .flatMap(Optional::stream)
                                .toList();

                assertThat(started).hasSize(14).allSatisfy(id -> assertEndedOrAfter(id, reread(ann)));
            }
        }
    }

    private Optional<TimeId> endsAll(User user) {
        logins().endAll(user.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now()));
        return Optional.empty();
    }

    /** Begins a login as a sign-in does: if the store answers that it is too early, it begins right after that moment. */
    private Optional<TimeId> startsAfterAll(User user) {
        Instant moment = now();
        while (true) {
            TimeId id = TimeId.at(moment, entropy);
            Login login = newLogin(id, user, LoginKind.TOKENS);
            Start outcome = logins().start(login, user.credentialVersion(), null, AuditContext.at(now()));
            if (!(outcome instanceof Start.TooEarly early)) {
                return Optional.of(id);
            }
            moment = early.revokedBefore().plusMillis(1);
        }
    }

    private void assertEndedOrAfter(TimeId id, User user) {
        Login login = logins().find(id).orElseThrow();
        boolean after = login.createdAt().isAfter(user.revokedBefore());
        assertThat(login.endedAt() == null).isEqualTo(after);
    }

    @Test
    void forgetEnded_forgetsWhatEndedOrExpiredBefore_andNothingElse() {
        User ann = createUser("ann");
        Login expired = startLogin(ann);
        Login ended = startLogin(ann);
        Login endedLate = startLogin(ann);
        Login live = startLogin(ann);
        Login session = startSession(ann, "secret");
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        logins().end(session.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        rotate(live.id(), 0, now(), now().plus(Duration.ofDays(300)));
        pass(Duration.ofDays(60));
        logins().end(endedLate.id(), EndReason.ENDED_BY_STAFF, AuditContext.at(now()));

        PurgeStep sweep = logins().purgeEnded(now().minus(Duration.ofDays(30)), null, 100);

        assertThat(sweep).isEqualTo(new PurgeStep(3, null));
        assertThat(logins().find(expired.id())).isEmpty();
        assertThat(logins().find(ended.id())).isEmpty();
        assertThat(logins().findSession(Digest.ofSecret("secret"))).isEmpty();
        assertThat(reread(live).isLive(now())).isTrue();
        assertThat(reread(endedLate).endReason()).isEqualTo(EndReason.ENDED_BY_STAFF);
    }

    @Test
    void forgetEnded_keepsWhatEndsAtThatMoment() {
        Login login = startLogin(createUser("ann"));
        pass(Duration.ofMillis(1));
        logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));

        assertThat(logins().purgeEnded(now(), null, 100).purged()).isZero();
        assertThat(logins().purgeEnded(now().plusMillis(1), null, 100).purged()).isOne();
    }

    @Test
    void forgetEnded_looksAtSoManyInEachStep_andComesToTheEnd() {
        User ann = createUser("ann");
        List<Login> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(startLogin(ann));
            pass(Duration.ofMillis(1));
        }
        rotate(all.get(0).id(), 0, now(), now().plus(Duration.ofDays(300)));
        rotate(all.get(1).id(), 0, now(), now().plus(Duration.ofDays(300)));
        pass(Duration.ofDays(60));

        List<Integer> forgotten = new ArrayList<>();
        PurgeStep sweep = logins().purgeEnded(now(), null, 3);
        forgotten.add(sweep.purged());
        while (sweep.reached() != null) {
            sweep = logins().purgeEnded(now(), sweep.reached(), 3);
            forgotten.add(sweep.purged());
        }

        assertThat(forgotten).containsExactly(1, 3, 1);
        assertThat(logins().live(ann.id(), now())).hasSize(2);
    }

    @Test
    void endAll_ofNobody_isNoAct() {
        assertThat(logins().endAll(UserId.of(77), EndReason.ENDED_BY_STAFF, AuditContext.at(now())))
                .isZero();
        assertThat(audit().list(AuditFilter.all(), PageRequest.first(10)).items())
                .isEmpty();
    }
}
