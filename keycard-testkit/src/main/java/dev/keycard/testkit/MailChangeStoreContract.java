package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.key.SealingKey;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChange;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.revocation.Change;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.user.EmailState;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link dev.keycard.mailchange.MailChangeStore}, including other acts on the user in between. The test of a
 * store extends this class and opens the stores.
 */
public abstract class MailChangeStoreContract extends StoreContract {

    private static final String OWN = "Ann@example.org";
    private static final String NEW = "ann@elsewhere.test";
    private static final String THIRD = "ann@third.test";

    @Test
    void pendingChange_leavesTheAddressInForce_andIsShown() {
        User ann = ann();
        MailChange change = begin(ann, NEW);

        User now = reread(ann);
        assertThat(now.email()).isEqualTo(OWN);
        assertThat(now.emailState()).isEqualTo(new EmailState(true, NEW));
        assertThat(change.state()).isEqualTo(MailChange.State.PENDING);
        assertThat(change.from()).isEqualTo(OWN);
        assertThat(change.undoable()).isTrue();
        assertThat(mailChanges().find(change.id())).contains(change);
    }

    @Test
    void confirming_makesTheAddressEffective_asConfirmed_once() {
        User ann = ann();
        MailChange change = begin(ann, NEW);

        assertThat(recordedBy(() -> assertThat(confirm(change)).isTrue()))
                .containsExactly(new Change.UserChanged(ann.id()));

        assertThat(reread(ann).email()).isEqualTo(NEW);
        assertThat(reread(ann).emailState()).isEqualTo(EmailState.CONFIRMED);
        assertThat(users().findByMail(NEW, 10)).containsExactly(reread(ann));
        assertThat(users().findByMail("ann@example.org", 10)).isEmpty();
        assertThat(confirm(change)).isFalse();
    }

    @Test
    void confirming_isTooLateAfterADay() {
        MailChange change = begin(ann(), NEW);
        pass(MailChange.CONFIRMABLE_FOR);

        assertThat(confirm(change)).isFalse();
    }

    @Test
    void secondWish_withdrawsTheFirst() {
        User ann = ann();
        MailChange first = begin(ann, NEW);
        pass(Duration.ofSeconds(1));
        MailChange second = begin(ann, THIRD);

        assertThat(confirm(first)).isFalse();
        assertThat(reread(ann).emailState().pending()).isEqualTo(THIRD);
        assertThat(confirm(second)).isTrue();
        assertThat(reread(ann).email()).isEqualTo(THIRD);
    }

    @Test
    void wish_isRefused_toWhoIsGone_inactive_orHasAnotherPassword() {
        User ann = ann();
        users().changePassword(NewPassword.replacing(ann, "another"), at());
        assertThat(mailChanges().begin(newId(), ann.id(), NEW, ann.credentialVersion(), at()))
                .isEmpty();
        deactivate(ann);
        assertThat(mailChanges().begin(newId(), ann.id(), NEW, reread(ann).credentialVersion(), at()))
                .isEmpty();
        assertThat(mailChanges().begin(newId(), UserId.of(77), NEW, 0, at())).isEmpty();
    }

    @Test
    void wish_isRefused_toALoginThatHasEnded() {
        User ann = ann();
        AuditContext asking = at().by(ann.id()).presenting(startLogin(ann).id());
        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, at());

        assertThat(mailChanges().begin(newId(), ann.id(), NEW, ann.credentialVersion(), asking))
                .isEmpty();
        assertThat(mailChanges().begin(newId(), ann.id(), "", ann.credentialVersion(), asking))
                .isEmpty();
        assertThat(reread(ann).email()).isEqualTo(OWN);
    }

    @Test
    void pendingChange_dies_withEveryEndingOfAllLogins() {
        List<Consumer<User>> endings = List.of(
                user -> users().changePassword(NewPassword.replacing(user, "another"), at()),
                user -> logins().endAll(user.id(), EndReason.SIGNED_OUT_EVERYWHERE, at()),
                user -> deactivate(user),
                user -> users().edit(
                                user.id(),
                                new UserEdit(UserChange.ofProfile(null, null, null), null, "another"),
                                UserGuard.NONE,
                                at()));
        for (int i = 0; i < endings.size(); i++) {
            User user = user("user" + i, OWN);
            MailChange change = begin(user, NEW);
            endings.get(i).accept(user);

            assertThat(confirm(change)).as("ending %s", i).isFalse();
            assertThat(reread(user).emailState().pending()).as("ending %s", i).isNull();
            assertThat(reread(user).email()).isEqualTo(OWN);
        }
    }

    @Test
    void deletedUser_confirmsAndUndoesNothing() {
        User ann = ann();
        MailChange change = begin(ann, NEW);
        users().delete(ann.id(), at());

        assertThat(mailChanges().find(change.id())).isEmpty();
        assertThat(confirm(change)).isFalse();
        assertThat(undo(change)).isFalse();
    }

    @Test
    void addressThatStaffSet_isConfirmed_andOverrulesEveryChange() {
        User ann = ann();
        MailChange effective = begin(ann, NEW);
        confirm(effective);
        pass(Duration.ofSeconds(1));
        MailChange pending = begin(reread(ann), THIRD);
        UserEdit edit = UserEdit.of(UserChange.ofProfile("staff@example.org", null, null));
        users().edit(ann.id(), edit.confirmingEmail(), UserGuard.NONE, at());

        assertThat(reread(ann).emailState()).isEqualTo(EmailState.CONFIRMED);
        assertThat(confirm(pending)).isFalse();
        assertThat(undo(pending)).isFalse();
        assertThat(undo(effective)).isFalse();
        assertThat(reread(ann).email()).isEqualTo("staff@example.org");
    }

    @Test
    void addressThatNobodyVouchesFor_isNotConfirmed() {
        User ann = ann();
        users().update(ann.id(), UserChange.ofProfile(NEW, null, null), at());

        assertThat(reread(ann).emailState()).isEqualTo(EmailState.UNCONFIRMED);
        assertThat(users().findByMail(NEW, 10)).isEmpty();
    }

    @Test
    void undoing_restoresTheAddress_andEndsWhatAThiefMade() {
        User ann = ann();
        MailChange change = begin(ann, NEW);
        confirm(change);
        Login login = startLogin(reread(ann));
        ApiToken token = createToken(reread(ann));
        pass(MailChange.UNDOABLE_FOR.minusMillis(1));

        assertThat(undo(change)).isTrue();

        User restored = reread(ann);
        assertThat(restored.email()).isEqualTo(OWN);
        assertThat(restored.emailState()).isEqualTo(EmailState.CONFIRMED);
        assertThat(restored.credentialVersion()).isGreaterThan(ann.credentialVersion());
        assertThat(reread(login).endedAt()).isNotNull();
        assertThat(apiTokens().live(ann.id(), now())).isEmpty();
        assertThat(apiTokens().find(token.id()).orElseThrow().endedAt()).isNotNull();
        assertThat(undo(change)).isFalse();
    }

    @Test
    void undoing_isTooLateAfterSevenDays_fromWhenTheChangeBecameEffective() {
        MailChange change = begin(ann(), NEW);
        pass(Duration.ofHours(23));
        confirm(change);
        pass(MailChange.UNDOABLE_FOR);

        assertThat(undo(change)).isFalse();
    }

    @Test
    void undoing_aPendingChange_stopsIt() {
        User ann = ann();
        MailChange change = begin(ann, NEW);

        assertThat(undo(change)).isTrue();
        assertThat(confirm(change)).isFalse();
        assertThat(reread(ann).emailState()).isEqualTo(EmailState.CONFIRMED);
    }

    @Test
    void undoing_theFirst_undoesAllThatFollowed_andCannotBeUndone() {
        User ann = ann();
        MailChange first = begin(ann, NEW);
        confirm(first);
        pass(Duration.ofSeconds(1));
        MailChange second = begin(reread(ann), THIRD);
        confirm(second);
        pass(Duration.ofSeconds(1));
        MailChange third = begin(reread(ann), "fourth@thief.test");

        assertThat(undo(first)).isTrue();

        assertThat(reread(ann).email()).isEqualTo(OWN);
        assertThat(undo(second)).isFalse();
        assertThat(undo(third)).isFalse();
        assertThat(confirm(third)).isFalse();
        assertThat(reread(ann).email()).isEqualTo(OWN);
    }

    @Test
    void undoing_theFirst_undoesWhatFollowed_howeverTheClocksOfTheNodesDiffer() {
        for (int round = 0; round < 10; round++) {
            User user = user("user" + round, OWN);
            TimeId aheadOfTime = TimeId.at(now().plusSeconds(round), entropy);
            MailChange first = mailChanges()
                    .begin(aheadOfTime, user.id(), NEW, user.credentialVersion(), at())
                    .orElseThrow();
            confirm(first);
            MailChange second = begin(reread(user), THIRD);
            confirm(second);

            assertThat(undo(first)).isTrue();
            assertThat(undo(second)).isFalse();
            assertThat(reread(user).email()).isEqualTo(OWN);
        }
    }

    @Test
    void aPasswordResetByTheThief_leavesTheOwnersUndo() {
        User ann = ann();
        MailChange change = begin(ann, NEW);
        confirm(change);
        users().changePassword(NewPassword.replacing(reread(ann), "the-thiefs"), at());

        assertThat(undo(change)).isTrue();
        assertThat(reread(ann).email()).isEqualTo(OWN);
    }

    @Test
    void takingTheOldAddressBack_givesTheOneInBetweenNothingToUndo() {
        User ann = ann();
        MailChange away = begin(ann, NEW);
        confirm(away);
        pass(Duration.ofDays(6));
        MailChange back = begin(reread(ann), OWN);
        assertThat(back.undoable()).isFalse();
        assertThat(undo(back)).isFalse();

        assertThat(confirm(back)).isTrue();

        pass(Duration.ofDays(2));
        assertThat(undo(back)).isFalse();
        assertThat(undo(away)).isFalse();
        assertThat(reread(ann).email()).isEqualTo(OWN);
    }

    @Test
    void addressThatWasNeverConfirmed_undoesNothing() {
        User bob = users().create(NewUser.named(name("bob"), HASH).withEmail("typo@example.org"), at());
        MailChange change = begin(bob, NEW);
        confirm(change);

        assertThat(change.undoable()).isFalse();
        assertThat(undo(change)).isFalse();
        assertThat(reread(bob).email()).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, ""})
    void withoutRoomForTheMails_nothingChanges(String to) {
        User ann = ann();

        assertThat(changes(mail -> false).begin(ann, to, at())).isInstanceOf(MailChanges.Result.Busy.class);

        assertThat(reread(ann)).isEqualTo(ann);
    }

    @Test
    void takingTheAddressAway_tellsTheOldOne_andIsEffectiveThen() {
        User ann = ann();
        List<String> addressesInForce = new ArrayList<>();
        Outbox watching =
                mail -> addressesInForce.add(mail.to() + " while " + reread(ann).email());

        assertThat(changes(watching).begin(ann, "", at())).isEqualTo(new MailChanges.Result.Begun());

        assertThat(addressesInForce).containsExactly(OWN + " while " + OWN);
        assertThat(reread(ann).email()).isEmpty();
    }

    private MailChanges changes(Outbox outbox) {
        LinkTemplate link = LinkTemplate.of("link", "https://id.example.org/#token={token}", null);
        var config = MailChangeConfig.off().withLinks(new MailChangeConfig.Links(link, link));
        InstantSource now = () -> at().at();
        var counters = new LocalCounters(now, Entropy.secure());
        var mail = new MailContext(outbox, new SealingKey(new byte[32]), counters, Entropy.secure(), now);
        return new MailChanges(mailChanges(), config, mail);
    }

    @Test
    void takingTheAddressAway_canBeUndone() {
        User ann = ann();
        MailChange change = begin(ann, "");
        assertThat(reread(ann)).isEqualTo(ann);
        assertThat(confirm(change)).isTrue();

        assertThat(reread(ann).email()).isEmpty();
        assertThat(reread(ann).emailState()).isEqualTo(EmailState.UNCONFIRMED);
        assertThat(undo(change)).isTrue();
        assertThat(reread(ann).email()).isEqualTo(OWN);
    }

    @Test
    void undoing_worksForAUserWhoIsInactive_andLeavesThemSo() {
        User ann = ann();
        MailChange change = begin(ann, NEW);
        confirm(change);
        deactivate(ann);

        assertThat(undo(change)).isTrue();
        assertThat(reread(ann).active()).isFalse();
    }

    @Test
    void withdrawn_isNotConfirmed() {
        User ann = ann();
        MailChange change = begin(ann, NEW);

        assertThat(mailChanges().withdraw(change.id(), at())).isTrue();
        assertThat(mailChanges().withdraw(change.id(), at())).isFalse();
        assertThat(reread(ann).emailState().pending()).isNull();
        assertThat(confirm(change)).isFalse();
    }

    @Test
    void expiring_takesOldWishesAway_andForgettingThemWhole() {
        User ann = ann();
        MailChange change = begin(ann, NEW);
        assertThat(mailChanges().expire(now(), 10)).isZero();

        assertThat(mailChanges().expire(now().plusMillis(1), 10)).isEqualTo(1);
        assertThat(reread(ann).emailState().pending()).isNull();
        assertThat(mailChanges().purgeBefore(now(), 10)).isZero();
        assertThat(mailChanges().purgeBefore(now().plusMillis(1), 10)).isEqualTo(1);
        assertThat(mailChanges().find(change.id())).isEmpty();
    }

    @Test
    void twoUsers_mayConfirmOneAddress_atTheSameMoment() throws Exception {
        User ann = ann();
        User bob = user("bob", "bob@example.org");
        List<MailChange> changes = List.of(begin(ann, NEW), begin(bob, NEW));
        try (Race race = new Race(2)) {
            assertThat(race.run(i -> () -> confirm(changes.get(i)))).containsExactly(true, true);
        }

        assertThat(users().findByMail(NEW, 10)).containsExactly(reread(ann), reread(bob));
    }

    @Test
    void racing_oneOfManyConfirms_andOneOfManyUndoes() throws Exception {
        MailChange change = begin(ann(), NEW);
        try (Race race = new Race(8)) {
            assertThat(race.run(() -> confirm(change))).containsOnlyOnce(true);
            assertThat(race.run(() -> undo(change))).containsOnlyOnce(true);
        }
    }

    @Test
    void racing_confirmAndUndo_endWithTheOldAddress() throws Exception {
        for (int round = 0; round < 10; round++) {
            User user = user("user" + round, OWN);
            MailChange change = begin(user, NEW);
            try (Race race = new Race(2)) {
                race.run(i -> i == 0 ? () -> confirm(change) : () -> undo(change));
            }
            assertThat(reread(user).email()).isEqualTo(OWN);
            assertThat(confirm(change)).isFalse();
        }
    }

    @Test
    void racing_wishes_leaveOnePending() throws Exception {
        User ann = ann();
        try (Race race = new Race(8)) {
            List<Optional<MailChange>> begun = race.run(i -> () ->
                    mailChanges().begin(newRacingId(), ann.id(), "a" + i + "@new.test", ann.credentialVersion(), at()));
            assertThat(begun).allMatch(Optional::isPresent);
            assertThat(begun.stream()
                            .map(change -> mailChanges()
                                    .find(change.orElseThrow().id())
                                    .orElseThrow())
                            .filter(change -> change.state() == MailChange.State.PENDING))
                    .singleElement()
                    .satisfies(change ->
                            assertThat(reread(ann).emailState().pending()).isEqualTo(change.to()));
        }
    }

    private synchronized TimeId newRacingId() {
        return newId();
    }

    private User ann() {
        return user("ann", OWN);
    }

    private User user(String name, String email) {
        return users().create(NewUser.named(name(name), HASH).withEmail(email).withConfirmedEmail(), at());
    }

    private MailChange begin(User user, String to) {
        return mailChanges()
                .begin(newId(), user.id(), to, user.credentialVersion(), at())
                .orElseThrow();
    }

    private boolean confirm(MailChange change) {
        return mailChanges().confirm(change.id(), at());
    }

    private boolean undo(MailChange change) {
        return mailChanges().undo(change.id(), at());
    }

    private AuditContext at() {
        return AuditContext.at(now());
    }
}
