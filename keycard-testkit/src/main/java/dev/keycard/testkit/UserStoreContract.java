package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore.Start;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserStore;
import dev.keycard.user.UsernameTakenException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link UserStore}. The test of a store extends this class and opens the stores. */
public abstract class UserStoreContract extends StoreContract {

    private static final String OTHER_HASH = "hash-of-another-password";

    @Test
    void creates_userWithAllThatWasGiven() {
        NewUser given = NewUser.named(name("Ann"), HASH)
                .with(user -> user.toBuilder()
                        .email("a@example.org")
                        .firstName("Ann")
                        .lastName("Lee")
                        .staff(true)
                        .superuser(true)
                        .tier("gold")
                        .roles(Set.of("a,b", "\"c\"", "é"))
                        .build());

        User created = users().create(given, AuditContext.at(now()));

        assertThat(created.username()).isEqualTo("Ann");
        assertThat(created.email()).isEqualTo("a@example.org");
        assertThat(created.firstName()).isEqualTo("Ann");
        assertThat(created.lastName()).isEqualTo("Lee");
        assertThat(created.active() && created.staff() && created.superuser()).isTrue();
        assertThat(created.tier()).isEqualTo("gold");
        assertThat(created.roles()).containsExactlyInAnyOrder("a,b", "\"c\"", "é");
        assertThat(created.createdAt()).isEqualTo(now());
        assertThat(users().find(created.id())).contains(created);
    }

    @Test
    void finds_userByNameHoweverItIsWritten() {
        User ann = createUser("Ann");

        assertThat(users().findByName(name("ANN"))).contains(ann);
        assertThat(users().findByName(name("ａｎｎ"))).contains(ann);
        assertThat(users().findByName(name("bob"))).isEmpty();
    }

    @Test
    void finds_nothingForAnUnknownId() {
        assertThat(users().find(UserId.of(42))).isEmpty();
        assertThat(users().passwordOf(UserId.of(42))).isEmpty();
        assertThat(users().passwordOf(name("nobody"))).isEmpty();
    }

    @Test
    void gives_passwordByNameAndById() {
        User ann = createUser("Ann");

        StoredPassword expected = new StoredPassword(ann, HASH);
        assertThat(users().passwordOf(name("aNN"))).contains(expected);
        assertThat(users().passwordOf(ann.id())).contains(expected);
    }

    @Test
    void findByMail_findsAllWhoseAddressFoldsToTheKey() {
        User ann = createMailed("ann", "Mail@Example.org");
        User bob = createMailed("bob", "mail@example.ORG");
        createMailed("eve", "mail@example.org.evil.test");
        createMailed("dan", "");

        assertThat(users().findByMail(EmailAddress.fold("MAIL@example.org"), 10))
                .containsExactly(ann, bob);
        assertThat(users().findByMail("mail@example.org", 1)).containsExactly(ann);
        assertThat(users().findByMail("", 10)).isEmpty();
        assertThat(users().findByMail("%", 10)).isEmpty();
    }

    @Test
    void findByMail_tellsLettersApartThatOnlyLookAlike() {
        User mike = createMailed("mike", "mike@example.org");
        User dotless = createMailed("dotless", "m\u0131ke@example.org");

        assertThat(users().findByMail(EmailAddress.fold("MIKE@EXAMPLE.ORG"), 10))
                .containsExactly(mike);
        assertThat(users().findByMail(EmailAddress.fold("m\u0131ke@example.org"), 10))
                .containsExactly(dotless);
        assertThat(users().findByMail(EmailAddress.fold("m\u0130ke@example.org"), 10))
                .isEmpty();
    }

    @Test
    void findByMail_followsAChangeOfAddress() {
        User ann = createMailed("ann", "old@example.org");

        UserEdit edit = UserEdit.of(UserChange.ofProfile("NEW@example.org", null, null));
        users().edit(ann.id(), edit.confirmingEmail(), UserGuard.NONE, AuditContext.at(now()));

        assertThat(users().findByMail("old@example.org", 10)).isEmpty();
        assertThat(users().findByMail("new@example.org", 10)).containsExactly(reread(ann));
    }

    @Test
    void findByMail_findsNobodyWhoOnlyTypedTheAddress() {
        for (int i = 0; i < 60; i++) {
            users().create(
                            NewUser.named(name("thief" + i), HASH).withEmail("mail@example.org"),
                            AuditContext.at(now()));
        }
        User ann = createMailed("ann", "mail@example.org");

        assertThat(users().findByMail("mail@example.org", 50)).containsExactly(ann);
    }

    private User createMailed(String name, String email) {
        return users().create(
                        NewUser.named(name(name), HASH).withEmail(email).withConfirmedEmail(), AuditContext.at(now()));
    }

    @Test
    void refuses_nameThatFoldsToOneInUse() {
        createUser("Ann");

        assertThatThrownBy(() -> createUser("ANN")).isInstanceOf(UsernameTakenException.class);
        assertThat(users().list(PageRequest.first(10)).items()).hasSize(1);
    }

    @Test
    void creates_oneUserWhenManyTakeTheSameName() throws Exception {
        try (Race race = new Race(16)) {
            List<Boolean> created = race.run(this::triesToCreate);

            assertThat(created).containsOnlyOnce(true);
        }
        assertThat(users().list(PageRequest.first(10)).items()).hasSize(1);
    }

    private boolean triesToCreate() {
        try {
            createUser("ann");
            return true;
        } catch (UsernameTakenException taken) {
            return false;
        }
    }

    @Test
    void never_givesAnIdAgain() {
        User ann = createUser("ann");
        users().delete(ann.id(), AuditContext.at(now()));

        assertThat(createUser("bob").id().number().orElseThrow())
                .isGreaterThan(ann.id().number().orElseThrow());
    }

    @Test
    void lets_aNewUserSignInWithinTheSameMillisecond() {
        User ann = createUser("ann");

        assertThat(reread(startLogin(ann)).endedAt()).isNull();
    }

    @Test
    void createFirst_createsOnlyIntoAnEmptyStore() {
        assertThat(users().createFirst(NewUser.named(name("admin"), HASH), AuditContext.at(now())))
                .isPresent();
        assertThat(users().createFirst(NewUser.named(name("second"), HASH), AuditContext.at(now())))
                .isEmpty();
        assertThat(users().findByName(name("second"))).isEmpty();
    }

    @Test
    void createFirst_racedByManyCreatesOne() throws Exception {
        try (Race race = new Race(32)) {
            List<Optional<User>> created = race.run(i ->
                    () -> users().createFirst(NewUser.named(name("admin" + i), HASH), AuditContext.at(now())));

            assertThat(created).filteredOn(Optional::isPresent).hasSize(1);
        }
        assertThat(users().list(PageRequest.first(10)).items()).hasSize(1);
    }

    @Test
    void update_changesWhatIsNamedAndLeavesTheRest() {
        User ann =
                users().create(NewUser.named(name("ann"), HASH).withEmail("old@example.org"), AuditContext.at(now()));

        UserChange change = UserChange.builder()
                .firstName("Ann")
                .staff(true)
                .tier("gold")
                .roles(Set.of("editor"))
                .build();
        Optional<User> updated = users().update(ann.id(), change, AuditContext.at(now()));

        assertThat(updated).contains(change.applyTo(ann));
        assertThat(reread(ann)).isEqualTo(change.applyTo(ann));
    }

    @Test
    void update_ofNobodyIsEmptyAndRecordsNothing() {
        List<Change> recorded = recordedBy(
                () -> assertThat(users().update(UserId.of(42), UserChange.ofActive(false), AuditContext.at(now())))
                        .isEmpty());

        assertThat(recorded).isEmpty();
    }

    @Test
    void update_recordsThatTheUserChanged() {
        User ann = createUser("ann");

        List<Change> recorded = recordedBy(() ->
                users().update(ann.id(), UserChange.ofProfile("x@example.org", null, null), AuditContext.at(now())));

        assertThat(recorded).containsExactly(new Change.UserChanged(ann.id()));
    }

    @Test
    void deactivating_endsAllLogins() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        pass(Duration.ofSeconds(1));

        List<Change> recorded = recordedBy(() -> deactivate(ann));

        assertThat(reread(login).endedAt()).isEqualTo(now());
        assertThat(reread(login).endReason()).isEqualTo(EndReason.USER_DEACTIVATED);
        assertThat(reread(ann).active()).isFalse();
        assertAllLoginsEnded(ann, recorded);
    }

    @Test
    void deactivating_answersWithTheUserAsTheyAreThen() {
        User ann = createUser("ann");

        assertThat(users().update(ann.id(), UserChange.ofActive(false), AuditContext.at(now())))
                .contains(reread(ann));
    }

    @Test
    void activatingAgain_doesNotReviveLogins() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        deactivate(ann);
        users().update(ann.id(), UserChange.ofActive(true), AuditContext.at(now()));

        assertThat(reread(login).endedAt()).isNotNull();
    }

    @Test
    void changePassword_replacesTheHashAndCountsUp() {
        User ann = createUser("ann");

        assertThat(users().changePassword(ann.id(), ann.credentialVersion(), OTHER_HASH, null, AuditContext.at(now())))
                .isTrue();

        assertThat(users().passwordOf(ann.id()).orElseThrow().hash()).isEqualTo(OTHER_HASH);
        assertThat(reread(ann).credentialVersion()).isEqualTo(ann.credentialVersion() + 1);
    }

    @Test
    void changePassword_endsEveryLoginButTheSparedOne() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        Login spared = startLogin(ann);
        Login other = startLogin(ann);
        Login bobs = startLogin(bob);
        pass(Duration.ofSeconds(1));

        List<Change> recorded = recordedBy(() -> users().changePassword(
                        ann.id(), ann.credentialVersion(), OTHER_HASH, spared.id(), AuditContext.at(now())));

        assertThat(reread(spared)).isEqualTo(spared);
        assertThat(reread(other).endReason()).isEqualTo(EndReason.PASSWORD_CHANGED);
        assertThat(reread(bobs)).isEqualTo(bobs);
        assertThat(recorded)
                .containsExactlyInAnyOrder(
                        new Change.LoginsEnded(ann.id(), now(), spared.id()), new Change.UserChanged(ann.id()));
    }

    @Test
    void changePassword_sparesNoLoginThatIsEndedOrAnothers() {
        User ann = createUser("ann");
        Login ended = startLogin(ann);
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        Login bobs = startLogin(createUser("bob"));

        for (TimeId wrong : List.of(ended.id(), bobs.id())) {
            long version = reread(ann).credentialVersion();
            List<Change> recorded = recordedBy(
                    () -> users().changePassword(ann.id(), version, OTHER_HASH, wrong, AuditContext.at(now())));

            assertThat(recorded)
                    .contains(new Change.LoginsEnded(ann.id(), reread(ann).revokedBefore(), null));
        }
    }

    @Test
    void changePassword_underAnOldVersionChangesNothing() {
        User ann = createUser("ann");
        users().changePassword(ann.id(), ann.credentialVersion(), OTHER_HASH, null, AuditContext.at(now()));
        Login login = newLogin(ann, LoginKind.TOKENS);
        pass(Duration.ofSeconds(1));

        List<Change> recorded = recordedBy(() -> assertThat(users().changePassword(
                                ann.id(), ann.credentialVersion(), "third", null, AuditContext.at(now())))
                .isFalse());

        assertThat(recorded).isEmpty();
        assertThat(users().passwordOf(ann.id()).orElseThrow().hash()).isEqualTo(OTHER_HASH);
        assertThat(logins().start(login, ann.credentialVersion(), null, AuditContext.at(now())))
                .isEqualTo(new Start.Refused());
    }

    @Test
    void changePassword_ofNobodyIsFalse() {
        assertThat(users().changePassword(UserId.of(42), 0, OTHER_HASH, null, AuditContext.at(now())))
                .isFalse();
    }

    @Test
    void changePassword_racedUnderOneVersionSucceedsOnce() throws Exception {
        User ann = createUser("ann");
        try (Race race = new Race(32)) {
            List<Boolean> changed = race.run(i -> () -> users().changePassword(
                            ann.id(), ann.credentialVersion(), "hash" + i, null, AuditContext.at(now())));

            assertThat(changed).containsOnlyOnce(true);
        }
        assertThat(reread(ann).credentialVersion()).isEqualTo(ann.credentialVersion() + 1);
    }

    @Test
    void changePassword_leavesNoLoginOfTheOldPasswordAlive() throws Exception {
        try (Race race = new Race(16)) {
            for (int round = 0; round < 20; round++) {
                User ann = createUser("ann" + round);
                race.run(i -> i == 0 ? () -> changesPassword(ann) : startingLater(ann));

                assertThat(logins().live(ann.id(), now())).isEmpty();
            }
        }
    }

    private boolean changesPassword(User user) {
        return users().changePassword(user.id(), user.credentialVersion(), OTHER_HASH, null, AuditContext.at(now()));
    }

    /** A sign-in that was granted under the old password, on a machine whose clock is ahead. */
    private Callable<Boolean> startingLater(User user) {
        Login login = newLogin(TimeId.at(now().plusMillis(5), entropy), user, LoginKind.TOKENS);
        return () ->
                logins().start(login, user.credentialVersion(), null, AuditContext.at(now())) instanceof Start.Started;
    }

    @Test
    void replaceHash_replacesTheHashAndEndsNothing() {
        User ann = createUser("ann");
        Login login = startLogin(ann);

        List<Change> recorded = recordedBy(() ->
                assertThat(users().replaceHash(ann.id(), HASH, OTHER_HASH)).isTrue());

        assertThat(recorded).isEmpty();
        assertThat(users().passwordOf(ann.id())).contains(new StoredPassword(ann, OTHER_HASH));
        assertThat(reread(login)).isEqualTo(login);
    }

    @Test
    void replaceHash_doesNotUndoAPasswordChange() {
        User ann = createUser("ann");
        users().changePassword(ann.id(), ann.credentialVersion(), OTHER_HASH, null, AuditContext.at(now()));

        assertThat(users().replaceHash(ann.id(), HASH, "stronger")).isFalse();
        assertThat(users().passwordOf(ann.id()).orElseThrow().hash()).isEqualTo(OTHER_HASH);
    }

    @Test
    void refuses_hashesThatNoInstallationComputes_throughWhateverDoor() {
        User ann = createUser("ann");
        String bcrypt15 = "bcrypt_sha256$$2b$15$l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy";
        AuditContext now = AuditContext.at(now());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> users().create(NewUser.named(name("bob"), bcrypt15), now))
                .withMessageContaining("bcrypt of cost 15");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users().createFirst(NewUser.named(name("bob"), bcrypt15), now));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users().changePassword(NewPassword.replacing(ann, bcrypt15), now));
        assertThatIllegalArgumentException().isThrownBy(() -> users().replaceHash(ann.id(), HASH, bcrypt15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users().edit(
                                ann.id(),
                                new UserEdit(UserChange.ofActive(true), null, bcrypt15),
                                UserGuard.NONE,
                                now));
        assertThat(users().passwordOf(ann.id()).orElseThrow().hash()).isEqualTo(HASH);
    }

    @Test
    void delete_takesLoginsAndTokensAlong() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        ApiToken token = createToken(ann);

        List<Change> recorded = recordedBy(() ->
                assertThat(users().delete(ann.id(), AuditContext.at(now()))).isTrue());

        assertThat(users().find(ann.id())).isEmpty();
        assertThat(logins().find(login.id())).isEmpty();
        assertThat(apiTokens().find(token.id())).isEmpty();
        assertThat(recorded).contains(new Change.LoginsEnded(ann.id(), now(), null), new Change.UserChanged(ann.id()));
        assertThat(users().delete(ann.id(), AuditContext.at(now()))).isFalse();
    }

    @Test
    void delete_ofNobodyRecordsNothing() {
        assertThat(recordedBy(() -> users().delete(UserId.of(42), AuditContext.at(now()))))
                .isEmpty();
    }

    @Test
    void list_givesPagesInTheOrderOfIds() {
        List<User> all =
                IntStream.range(0, 5).mapToObj(i -> createUser("user" + i)).toList();

        Page<User> first = users().list(PageRequest.first(2));
        Page<User> second =
                users().list(new PageRequest(all.get(1).id().number().orElseThrow(), false, 2));
        Page<User> last = users().list(new PageRequest(all.get(3).id().number().orElseThrow(), false, 2));

        assertThat(first).isEqualTo(new Page<>(all.subList(0, 2), true, false));
        assertThat(second).isEqualTo(new Page<>(all.subList(2, 4), true, true));
        assertThat(last).isEqualTo(new Page<>(all.subList(4, 5), false, true));
    }

    @Test
    void list_goesBackwardsInAscendingOrder() {
        List<User> all =
                IntStream.range(0, 5).mapToObj(i -> createUser("user" + i)).toList();

        Page<User> middle =
                users().list(new PageRequest(all.get(3).id().number().orElseThrow(), true, 2));
        Page<User> first = users().list(new PageRequest(all.get(1).id().number().orElseThrow(), true, 2));

        assertThat(middle).isEqualTo(new Page<>(all.subList(1, 3), true, true));
        assertThat(first).isEqualTo(new Page<>(all.subList(0, 1), true, false));
    }

    @Test
    void list_beyondEitherEndIsEmptyAndKnowsTheWayBack() {
        User only = createUser("ann");

        assertThat(users().list(new PageRequest(only.id().number().orElseThrow(), false, 2)))
                .isEqualTo(new Page<>(List.of(), false, true));
        assertThat(users().list(new PageRequest(only.id().number().orElseThrow(), true, 2)))
                .isEqualTo(new Page<>(List.of(), true, false));
    }

    @Test
    void list_ofAnEmptyStoreIsEmpty() {
        assertThat(users().list(PageRequest.first(10))).isEqualTo(new Page<>(List.of(), false, false));
    }
}
