package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UsernameTakenException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of reserved names: a store keeps the former name of a user from others for 90 days, which is the default. */
public abstract class ReservedNameContract extends StoreContract {

    private static final Duration QUARANTINE = Duration.ofDays(90);
    private static final Duration INSTANT = Duration.ofMillis(1);

    @Test
    void nameOfARenamedUser_isGivenToNobodyElse_howeverItIsWritten() {
        User finn = createUser("finn");
        User other = createUser("other");
        rename(finn, "finn2");

        for (String spelling : List.of("finn", "FINN", "\uff46inn")) {
            assertReserved(() -> createUser(spelling));
            assertReserved(() -> rename(other, spelling));
            assertThat(users().isReserved(name(spelling), now())).isTrue();
        }
        assertThat(users().findByName(name("finn"))).isEmpty();
        assertThat(reread(other)).isEqualTo(other);
        assertThat(users().isReserved(name("finn2"), now())).isFalse();
        assertThat(users().isReserved(name("never-used"), now())).isFalse();
    }

    @Test
    void nameOfADeletedUser_isGivenToNobodyElse() {
        User finn = createUser("finn");
        users().delete(finn.id(), AuditContext.at(now()));

        assertReserved(() -> createUser("Finn"));
        assertThat(users().isReserved(name("finn"), now())).isTrue();
    }

    @Test
    void everyNameThatAUserHad_isReserved_andStaysSoAfterTheyAreGone() {
        User finn = createUser("finn");
        rename(finn, "finn2");
        rename(finn, "finn3");
        users().delete(finn.id(), AuditContext.at(now()));

        for (String former : List.of("finn", "finn2", "finn3")) {
            assertReserved(() -> createUser(former));
        }
    }

    @Test
    void formerOwner_takesTheirNameBack() {
        User finn = createUser("finn");
        rename(finn, "finn2");

        assertThat(rename(finn, "Finn").username()).isEqualTo("Finn");

        assertThat(users().isReserved(name("finn"), now())).isFalse();
        assertThatThrownBy(() -> createUser("finn")).isInstanceOf(UsernameTakenException.class);
        assertReserved(() -> createUser("finn2"));
    }

    @Test
    void otherSpellingOfOnesOwnName_reservesNothing() {
        User finn = createUser("finn");
        rename(finn, "FINN");

        assertThat(users().isReserved(name("finn"), now())).isFalse();
        assertThat(users().purgeReservedNames(now().plus(QUARANTINE), 10)).isZero();
    }

    @Test
    void name_isFreeAfterTheQuarantine_andNotAMomentBefore() {
        User finn = createUser("finn");
        rename(finn, "finn2");
        pass(QUARANTINE.minus(INSTANT));
        assertReserved(() -> createUser("finn"));

        pass(INSTANT);

        assertThat(users().isReserved(name("finn"), now())).isFalse();
        assertThat(createUser("finn").id()).isNotEqualTo(finn.id());
        assertThatThrownBy(() -> rename(finn, "finn")).isInstanceOf(UsernameTakenException.class);
    }

    @Test
    void clockThatIsSetBack_freesNothing() {
        User finn = createUser("finn");
        rename(finn, "finn2");
        clock.set(now().minus(Duration.ofDays(365)));

        assertReserved(() -> createUser("finn"));
    }

    @Test
    void operator_takesAReservedNameByName_forGood() {
        User finn = createUser("finn");
        rename(finn, "finn2");

        User newcomer = users().createWithReservedName(NewUser.named(name("finn"), HASH), AuditContext.at(now()));

        assertThatThrownBy(
                        () -> users().createWithReservedName(NewUser.named(name("FINN"), HASH), AuditContext.at(now())))
                .isInstanceOf(UsernameTakenException.class);
        rename(newcomer, "newcomer");
        assertReserved(() -> rename(finn, "finn"));
        assertThat(rename(newcomer, "finn").id()).isEqualTo(newcomer.id());
    }

    @Test
    void firstUser_getsNoReservedNameEither() {
        User admin = createUser("admin");
        users().delete(admin.id(), AuditContext.at(now()));

        assertReserved(() -> users().createFirst(NewUser.named(name("Admin"), HASH), AuditContext.at(now())));
        assertThat(users().createFirst(NewUser.named(name("other"), HASH), AuditContext.at(now())))
                .isPresent();
    }

    @Test
    void refusedAct_reservesAndFreesNothing() {
        User finn = createUser("finn");
        UserGuard refusing = (actor, before, after) -> {
            throw new IllegalStateException("refused");
        };

        assertThatThrownBy(() -> users().edit(finn.id(), renaming("finn2"), refusing, AuditContext.at(now())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users().delete(finn.id(), refusing, AuditContext.at(now())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(users().isReserved(name("finn"), now())).isFalse();
        rename(finn, "finn2");
        assertThatThrownBy(() -> users().create(NewUser.named(name("finn"), HASH), refusing, AuditContext.at(now())))
                .isInstanceOf(NameReservedException.class);
        assertThatThrownBy(() -> users().edit(finn.id(), renaming("finn"), refusing, AuditContext.at(now())))
                .isInstanceOf(IllegalStateException.class);
        assertReserved(() -> createUser("finn"));
    }

    @Test
    void forgets_whatIsReservedNoLonger_theOldestFirst_inPieces() {
        for (int i = 0; i < 5; i++) {
            rename(createUser("old" + i), "new" + i);
            pass(Duration.ofDays(1));
        }

        assertThat(users().purgeReservedNames(now(), 10)).isZero();
        pass(QUARANTINE.minus(Duration.ofDays(2)));
        assertThat(users().purgeReservedNames(now(), 2)).isEqualTo(2);
        assertThat(users().purgeReservedNames(now(), 10)).isEqualTo(2);
        assertReserved(() -> createUser("old4"));
        createUser("old3");
    }

    @Test
    void name_racedForWhileItIsGivenUp_goesToNobody() throws Exception {
        for (int round = 0; round < 20; round++) {
            User finn = createUser("finn" + round);
            String wanted = "finn" + round;
            int number = round;
            List<Boolean> outcomes;
            try (Race race = new Race(4)) {
                outcomes = race.run(i -> () -> i == 0 ? givesUp(finn, number) : gets(wanted));
            }
            assertThat(outcomes).containsExactly(true, false, false, false);
            assertThat(users().findByName(name(wanted))).isEmpty();
        }
    }

    @Test
    void name_racedForByItsFormerOwnerAndAnOperator_hasOneHolder() throws Exception {
        for (int round = 0; round < 20; round++) {
            String wanted = "finn" + round;
            User finn = createUser(wanted);
            rename(finn, "was-" + wanted);
            List<Boolean> outcomes;
            try (Race race = new Race(2)) {
                outcomes = race.run(i -> () -> i == 0 ? takesBack(finn, wanted) : takes(wanted));
            }
            assertThat(outcomes).containsOnlyOnce(true);
            UserId holder = users().findByName(name(wanted)).orElseThrow().id();
            assertThat(holder.equals(finn.id())).isEqualTo(outcomes.get(0));
        }
    }

    private boolean givesUp(User user, int way) {
        if (way % 2 == 0) {
            return users().delete(user.id(), AuditContext.at(now()));
        }
        return users().edit(user.id(), renaming("gone" + way), UserGuard.NONE, AuditContext.at(now()))
                .isPresent();
    }

    private boolean gets(String wanted) {
        try {
            createUser(wanted);
            return true;
        } catch (NameReservedException | UsernameTakenException refused) {
            return false;
        }
    }

    private boolean takesBack(User user, String wanted) {
        try {
            rename(user, wanted);
            return true;
        } catch (NameReservedException | UsernameTakenException refused) {
            return false;
        }
    }

    private boolean takes(String wanted) {
        try {
            users().createWithReservedName(NewUser.named(name(wanted), HASH), AuditContext.at(now()));
            return true;
        } catch (UsernameTakenException refused) {
            return false;
        }
    }

    private User rename(User user, String to) {
        return users().edit(user.id(), renaming(to), UserGuard.NONE, AuditContext.at(now()))
                .orElseThrow();
    }

    private static UserEdit renaming(String to) {
        return new UserEdit(UserChange.ofProfile(null, null, null), name(to), null);
    }

    private static void assertReserved(Runnable act) {
        assertThatExceptionOfType(NameReservedException.class).isThrownBy(act::run);
    }
}
