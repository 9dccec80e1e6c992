package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.revocation.Change;
import dev.keycard.store.PageRequest;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UsernameTakenException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of guards: how stores of users, logins and API tokens call a {@link UserGuard}. */
public abstract class UserGuardContract extends StoreContract {

    private static final UserGuard REFUSING = (actor, before, after) -> {
        throw new Refusal();
    };

    @Test
    void guard_seesActorAndUserBeforeAndAfter() {
        requireOneRunEach();
        User boss = superuser("boss");
        User ann = createUser("ann");
        List<@Nullable User> seen = new ArrayList<>();
        UserGuard watching = (actor, before, after) -> {
            seen.add(actor);
            seen.add(before);
            seen.add(after);
        };
        AuditContext context = AuditContext.at(now()).by(boss.id());

        User bob = users().create(NewUser.named(name("bob"), HASH), watching, context);
        users().edit(ann.id(), UserEdit.of(UserChange.ofActive(false)), watching, context);
        users().delete(bob.id(), watching, context);

        assertThat(seen)
                .containsExactly(
                        boss, null, bob, boss, ann, UserChange.ofActive(false).applyTo(ann), boss, bob, null);
    }

    @Test
    void guard_seesOwnerOfLoginAndToken() {
        requireOneRunEach();
        User ann = createUser("ann");
        Login login = startLogin(ann);
        ApiToken token = createToken(ann);
        List<@Nullable User> seen = new ArrayList<>();
        UserGuard watching = (actor, before, after) -> seen.add(before);

        logins().end(login.id(), EndReason.ENDED_BY_STAFF, watching, AuditContext.at(now()));
        apiTokens().end(token.id(), watching, AuditContext.at(now()));
        logins().endAll(ann.id(), EndReason.ENDED_BY_STAFF, watching, AuditContext.at(now()));

        assertThat(seen).containsExactly(ann, ann, ann);
    }

    @Test
    void guard_seesNobody_ifTheCredentialOfTheActorHasEnded() {
        requireOneRunEach();
        User boss = superuser("boss");
        User ann = createUser("ann");
        Login login = startLogin(boss);
        AuditContext context = AuditContext.at(now()).by(boss.id()).presenting(login.id());
        List<@Nullable User> actors = new ArrayList<>();
        UserGuard watching = (actor, before, after) -> actors.add(actor);

        users().edit(ann.id(), UserEdit.of(UserChange.ofActive(false)), watching, context);
        logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        users().edit(ann.id(), UserEdit.of(UserChange.ofActive(true)), watching, context);
        users().create(NewUser.named(name("bob"), HASH), watching, context);

        assertThat(actors).containsExactly(boss, null, null);
    }

    @Test
    void refused_actLeavesNoTrace() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        ApiToken token = createToken(ann);
        List<AuditEntry> told =
                audit().list(AuditFilter.all(), PageRequest.first(100)).items();
        AuditContext at = AuditContext.at(now());

        List<Change> recorded = recordedBy(() -> {
            refuses(guard -> users().create(NewUser.named(name("bob"), HASH), guard, at));
            refuses(guard -> users().edit(ann.id(), renamed("eve", "stolen"), guard, at));
            refuses(guard -> users().delete(ann.id(), guard, at));
            refuses(guard -> logins().end(login.id(), EndReason.ENDED_BY_STAFF, guard, at));
            refuses(guard -> logins().endAll(ann.id(), EndReason.ENDED_BY_STAFF, guard, at));
            refuses(guard -> apiTokens().end(token.id(), guard, at));
        });

        assertThat(recorded).isEmpty();
        assertThat(audit().list(AuditFilter.all(), PageRequest.first(100)).items())
                .isEqualTo(told);
        assertThat(users().findByName(name("bob"))).isEmpty();
        assertThat(users().passwordOf(ann.id())).contains(new StoredPassword(ann, HASH));
        assertThat(reread(login)).isEqualTo(login);
        assertThat(apiTokens().find(token.id())).contains(token);
    }

    @Test
    void guard_racedByAPromotionSeesIt() throws Exception {
        UserGuard protecting = (actor, before, after) -> {
            if (before != null && before.staff()) {
                throw new Refusal();
            }
        };
        for (int round = 0; round < 30; round++) {
            User ann = createUser("ann" + round);
            try (Race race = new Race(2)) {
                race.run(i -> () -> i == 0 ? promotes(ann) : changesMail(ann, protecting));
            }
            User after = reread(ann);
            // In both orders, the mail address of a user who was already staff was not changed.
            assertThat(after.staff()).isTrue();
            assertThat(kindsAbout(ann))
                    .isIn(List.of("user_created", "is_staff"), List.of("user_created", "email", "is_staff"));
        }
    }

    private boolean promotes(User user) {
        UserChange change = UserChange.builder().staff(true).build();
        return users().update(user.id(), change, AuditContext.at(now())).isPresent();
    }

    private boolean changesMail(User user, UserGuard guard) {
        try {
            UserChange change = UserChange.ofProfile("new@example.org", null, null);
            return users().edit(user.id(), UserEdit.of(change), guard, AuditContext.at(now()))
                    .isPresent();
        } catch (Refusal refused) {
            return false;
        }
    }

    /** The acts on a user in order: kinds of events, and the fields of changes. */
    private List<String> kindsAbout(User user) {
        return audit().list(new AuditFilter(user.id(), null), PageRequest.first(10)).items().stream()
                .map(entry -> entry.details().getOrDefault("fields", entry.kind()))
                .toList();
    }

    @Test
    void lastActiveSuperuser_stays() {
        User boss = superuser("boss");
        User inactive = superuser("inactive");
        deactivate(inactive);

        for (UserChange change : List.of(UserChange.ofActive(false), demotion())) {
            assertThatThrownBy(() -> users().update(boss.id(), change, AuditContext.at(now())))
                    .isInstanceOf(LastSuperuserException.class);
        }
        assertThatThrownBy(() -> users().delete(boss.id(), AuditContext.at(now())))
                .isInstanceOf(LastSuperuserException.class);
        assertThat(reread(boss)).isEqualTo(boss);
        assertThat(users().delete(inactive.id(), AuditContext.at(now()))).isTrue();
    }

    @Test
    void superusers_racingToRemoveEachOther_leaveOne() throws Exception {
        for (int round = 0; round < 10; round++) {
            int number = round;
            IntStream.range(0, 6).forEach(i -> superuser("boss" + number + "-" + i));
            List<User> removed = activeSuperusers();
            try (Race race = new Race(removed.size())) {
                race.run(i -> () -> removes(removed.get(i), i));
            }
            assertThat(activeSuperusers()).hasSize(1);
        }
    }

    private List<User> activeSuperusers() {
        return users().list(PageRequest.first(100)).items().stream()
                .filter(user -> user.active() && user.superuser())
                .toList();
    }

    private boolean removes(User user, int way) {
        try {
            return switch (way % 3) {
                case 0 -> users().delete(user.id(), AuditContext.at(now()));
                case 1 ->
                    users().update(user.id(), UserChange.ofActive(false), AuditContext.at(now()))
                            .isPresent();
                default ->
                    users().update(user.id(), demotion(), AuditContext.at(now()))
                            .isPresent();
            };
        } catch (LastSuperuserException last) {
            return false;
        }
    }

    @Test
    void edit_changesNamePasswordAndTheRestAtOnce() {
        User ann = createUser("Ann");
        Login login = startLogin(ann);

        User after = users().edit(ann.id(), renamed("Eve", "other-hash"), UserGuard.NONE, AuditContext.at(now()))
                .orElseThrow();

        assertThat(after.username()).isEqualTo("Eve");
        assertThat(after.id()).isEqualTo(ann.id());
        assertThat(after.credentialVersion()).isEqualTo(ann.credentialVersion() + 1);
        assertThat(users().findByName(name("ann"))).isEmpty();
        assertThat(users().passwordOf(name("eve")).orElseThrow().hash()).isEqualTo("other-hash");
        assertThat(reread(login).endReason()).isEqualTo(EndReason.PASSWORD_CHANGED);
        assertThat(kindsAbout(ann)).containsExactly("user_created", "signed_in", "password_changed", "username");
    }

    @Test
    void edit_refusesNameInUse_butNotOnesOwnInOtherLetters() {
        User ann = createUser("ann");
        createUser("bob");

        assertThatThrownBy(() -> users().edit(ann.id(), renamed("BOB", null), UserGuard.NONE, AuditContext.at(now())))
                .isInstanceOf(UsernameTakenException.class);
        assertThat(users().edit(ann.id(), renamed("ANN", null), UserGuard.NONE, AuditContext.at(now()))
                        .orElseThrow()
                        .username())
                .isEqualTo("ANN");
    }

    @Test
    void edit_ofNobodyIsEmptyAndAsksNoGuard() {
        assertThat(users().edit(UserId.of(42), renamed("eve", null), REFUSING, AuditContext.at(now())))
                .isEmpty();
        assertThat(users().delete(UserId.of(42), REFUSING, AuditContext.at(now())))
                .isFalse();
    }

    @Test
    void oldName_takenByANewcomer_bringsThemNothing() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        ApiToken token = createToken(ann);
        users().edit(ann.id(), renamed("ann2", null), UserGuard.NONE, AuditContext.at(now()));

        User newcomer = users().createWithReservedName(NewUser.named(name("ann"), HASH), AuditContext.at(now()));

        assertThat(reread(login).userId()).isEqualTo(ann.id()).isNotEqualTo(newcomer.id());
        assertThat(logins().live(newcomer.id(), now())).isEmpty();
        assertThat(apiTokens().live(newcomer.id(), now())).isEmpty();
        assertThat(apiTokens().live(ann.id(), now())).containsExactly(token);
    }

    @Test
    void search_findsPartsOfNameAddressAndNames_howeverWritten() {
        User ann = users().create(
                        NewUser.named(name("Annika"), HASH).withEmail("Lee@Example.org"), AuditContext.at(now()));
        users().update(ann.id(), UserChange.ofProfile(null, "Änne", "LÖW"), AuditContext.at(now()));
        User bob = createUser("bob");

        for (String part : List.of("NIK", "lee@ex", "äNNE lö", "Löw", "")) {
            assertThat(search(part, null).items()).as(part).contains(reread(ann));
        }
        for (String other : List.of("nobody", "%", "_", "'", "annikalee")) {
            assertThat(search(other, null).items()).as(other).isEmpty();
        }
        users().edit(ann.id(), renamed("Zoe", null), UserGuard.NONE, AuditContext.at(now()));
        assertThat(search("annika", null).items()).isEmpty();
        assertThat(search("zo", null).items()).containsExactly(reread(ann));
        assertThat(search("", null).items()).containsExactly(reread(ann), bob);
    }

    @Test
    void search_keepsActiveAndInactiveApart() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        deactivate(bob);

        assertThat(search("", true).items()).containsExactly(ann);
        assertThat(search("", false).items()).containsExactly(reread(bob));
    }

    @Test
    void search_walksForwardsAndBackwards() {
        List<User> all =
                IntStream.range(0, 5).mapToObj(i -> createUser("user" + i)).toList();
        UserFilter filter = UserFilter.of("user", null);

        UserMatches first = users().search(filter, PageRequest.first(2));
        assertThat(first)
                .isEqualTo(new UserMatches(
                        all.subList(0, 2), all.get(1).id().number().orElseThrow(), null));
        UserMatches second =
                users().search(filter, new PageRequest(all.get(1).id().number().orElseThrow(), false, 2));
        assertThat(second)
                .isEqualTo(new UserMatches(
                        all.subList(2, 4),
                        all.get(3).id().number().orElseThrow(),
                        all.get(2).id().number().orElseThrow()));
        UserMatches back =
                users().search(filter, new PageRequest(all.get(2).id().number().orElseThrow(), true, 2));
        assertThat(back).isEqualTo(first);
        UserMatches beyond =
                users().search(filter, new PageRequest(all.get(4).id().number().orElseThrow(), false, 2));
        assertThat(beyond)
                .isEqualTo(new UserMatches(
                        List.of(), null, all.get(4).id().number().orElseThrow() + 1));
    }

    private UserMatches search(String text, @Nullable Boolean active) {
        return users().search(UserFilter.of(text, active), PageRequest.first(10));
    }

    private static UserEdit renamed(String username, @Nullable String hash) {
        return new UserEdit(UserChange.ofProfile(null, null, null), name(username), hash);
    }

    private static UserChange demotion() {
        return UserChange.builder().superuser(false).build();
    }

    private User superuser(String username) {
        return users().create(NewUser.named(name(username), HASH).withRights(true, true), AuditContext.at(now()));
    }

    private static void refuses(Consumer<UserGuard> act) {
        assertThatThrownBy(() -> act.accept(REFUSING)).isInstanceOf(Refusal.class);
    }

    /** The exception of the guards in these tests. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Records the calls of a guard in order. */
    private void requireOneRunEach() {
        assumeFalse(fixture().repeatTransactions());
    }
}
