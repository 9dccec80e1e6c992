package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.revocation.Change;
import dev.keycard.user.Account;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.keycard.user.AccountStore}, with users of a directory whose ids are texts of the application. */
public abstract class AccountStoreContract extends StoreContract {

    private static final UserId UUID = new UserId("6f1c1d2e-57a4-4f2c-9a0e-3c1f0a9d7b55");

    private final User stranger = User.named(UUID, "ada@example.org");

    @Test
    void find_isEmptyUntilAnAccountBegins() {
        assertThat(accounts().find(UUID)).isEmpty();

        accounts().begin(UUID);
        accounts().begin(UUID);

        assertThat(accounts().find(UUID)).contains(new Account(UUID, true, 0, Instant.EPOCH, Instant.EPOCH));
    }

    @Test
    void isEmpty_untilAnAccountBegins_andAgainWhenTheLastOwnUserIsDeleted() {
        assertThat(accounts().isEmpty()).isTrue();
        User ann = createUser("ann");
        assertThat(accounts().isEmpty()).isFalse();
        users().delete(ann.id(), AuditContext.at(now()));
        assertThat(accounts().isEmpty()).isTrue();

        accounts().begin(UUID);
        assertThat(accounts().isEmpty()).isFalse();
    }

    @Test
    void ownUsers_haveAnAccountFromTheirCreationOn_andNoneAfterTheirDeletion() {
        User ann = createUser("ann");
        assertThat(accounts().find(ann.id()))
                .contains(new Account(ann.id(), true, 0, ann.revokedBefore(), ann.apiTokensRevokedBefore()));

        users().delete(ann.id(), AuditContext.at(now()));

        assertThat(accounts().find(ann.id())).isEmpty();
    }

    @Test
    void firstLogin_beginsTheAccountOfAUserOfAnotherDirectory() {
        Login login = startLogin(stranger);

        assertThat(logins().find(login.id())).contains(login);
        assertThat(accounts().find(UUID)).map(Account::credentialVersion).contains(0L);
    }

    @Test
    void firstApiToken_beginsTheAccountToo() {
        ApiToken token = createToken(stranger);

        assertThat(apiTokens().findByDigest(digestOf(token))).contains(token);
        assertThat(accounts().find(UUID)).isPresent();
    }

    @Test
    void firstLogins_racedByMany_allBegin() throws Exception {
        try (Race race = new Race(8)) {
            assertThat(race.run(() -> startLogin(stranger))).hasSize(8);
        }
        assertThat(logins().live(UUID, now())).hasSize(8);
    }

    @Test
    void idsThatLookAlike_areDifferentUsers() {
        User seven = User.named(new UserId("07"), "seven");
        User ann = createUser("ann");
        User looksLikeAnn = User.named(new UserId("0" + ann.id().text()), "ann");
        Login own = startLogin(ann);
        Login other = startLogin(looksLikeAnn);
        startLogin(seven);

        accounts().credentialsChanged(looksLikeAnn.id(), null, AuditContext.at(now()));

        assertThat(reread(own).endedAt()).isNull();
        assertThat(reread(other).endedAt()).isNotNull();
        assertThat(reread(ann).credentialVersion()).isZero();
    }

    @Test
    void suspending_endsEverything_andRefusesWhatWasOnItsWay() {
        Login login = startLogin(stranger);
        ApiToken token = createToken(stranger);

        assertThat(accounts().setActive(UUID, false, AuditContext.at(now()))).isTrue();
        assertThat(accounts().setActive(UUID, false, AuditContext.at(now()))).isFalse();

        assertThat(reread(login).endedAt()).isEqualTo(now());
        assertThat(apiTokens().find(token.id()).orElseThrow().endedAt()).isEqualTo(now());
        assertThat(accounts().find(UUID)).map(Account::active).contains(false);
        assertThat(begin(stranger)).isInstanceOf(LoginStore.Start.Refused.class);
        assertThat(recorded()).contains(new Change.UserChanged(UUID));
    }

    @Test
    void lettingInAgain_bringsNothingBack() {
        Login login = startLogin(stranger);
        accounts().setActive(UUID, false, AuditContext.at(now()));
        pass(Duration.ofMillis(1));

        assertThat(recordedBy(() -> accounts().setActive(UUID, true, AuditContext.at(now()))))
                .containsExactly(new Change.UserChanged(UUID));

        assertThat(reread(login).endedAt()).isNotNull();
        assertThat(begin(stranger)).isInstanceOf(LoginStore.Start.Started.class);
    }

    @Test
    void suspending_whoIsUnknown_changesNothing() {
        assertThat(recordedBy(() -> assertThat(accounts().setActive(UUID, false, AuditContext.at(now())))
                        .isFalse()))
                .isEmpty();
    }

    @Test
    void suspending_theLastSuperuser_isRefused() {
        User root = users().create(NewUser.named(name("root"), HASH).withRights(true, true), AuditContext.at(now()));

        assertThatThrownBy(() -> accounts().setActive(root.id(), false, AuditContext.at(now())))
                .isInstanceOf(LastSuperuserException.class);

        assertThat(reread(root).active()).isTrue();
    }

    @Test
    void suspendingTwoSuperusers_racedByBoth_leavesOne() throws Exception {
        List<UserId> two = List.of(superuser("ann"), superuser("ben"));
        try (Race race = new Race(2)) {
            for (int round = 0; round < 20; round++) {
                race.run(contender -> () -> suspendUnlessLast(two.get(contender)));

                assertThat(two).filteredOn(this::isActive).hasSize(1);
                two.forEach(id -> accounts().setActive(id, true, AuditContext.at(now())));
            }
        }
    }

    private UserId superuser(String name) {
        return users().create(NewUser.named(name(name), HASH).withRights(true, true), AuditContext.at(now()))
                .id();
    }

    private boolean suspendUnlessLast(UserId id) {
        try {
            return accounts().setActive(id, false, AuditContext.at(now()));
        } catch (LastSuperuserException refused) {
            return false;
        }
    }

    private boolean isActive(UserId id) {
        return accounts().find(id).orElseThrow().active();
    }

    @Test
    void credentialsChanged_endsAllButOne_andSignInsOnTheirWay() {
        Login spared = startLogin(stranger);
        Login other = startLogin(stranger);
        ApiToken token = createToken(stranger);

        assertThat(accounts().credentialsChanged(UUID, spared.id(), AuditContext.at(now())))
                .isTrue();

        assertThat(reread(spared).endedAt()).isNull();
        assertThat(reread(other).endedAt()).isEqualTo(now());
        assertThat(apiTokens().find(token.id()).orElseThrow().endedAt()).isEqualTo(now());
        assertThat(begin(stranger)).isInstanceOf(LoginStore.Start.Refused.class);
        assertThat(accounts().find(UUID)).map(Account::credentialVersion).contains(1L);
    }

    @Test
    void credentialsChanged_racedBySignIns_leavesNoneOfThemAlive() throws Exception {
        accounts().begin(UUID);
        try (Race race = new Race(6)) {
            race.run(contender -> () -> contender == 0
                    ? accounts().credentialsChanged(UUID, null, AuditContext.at(now()))
                    : begin(stranger));
        }
        assertThat(logins().live(UUID, now())).isEmpty();
    }

    @Test
    void userChanged_isRecordedForOthers() {
        assertThat(recordedBy(() -> accounts().userChanged(UUID, AuditContext.at(now()))))
                .containsExactly(new Change.UserChanged(UUID));
    }

    @Test
    void accountOfAnotherDirectory_passesNothingToAnOwnUserOfTheSameId() {
        User former = User.named(UserId.of(1), "former");
        Login login = startLogin(former);

        User ann = createUser("ann");

        assertThat(ann.id()).isEqualTo(former.id());
        assertThat(logins().find(login.id())).isEmpty();
        assertThat(logins().live(ann.id(), now())).isEmpty();
        assertThat(recorded()).anyMatch(Change.LoginsEnded.class::isInstance);
    }

    private LoginStore.Start begin(User user) {
        return logins().start(newLogin(user, LoginKind.TOKENS), user.credentialVersion(), null, AuditContext.at(now()));
    }
}
