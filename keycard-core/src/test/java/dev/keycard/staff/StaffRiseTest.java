package dev.keycard.staff;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.Username;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * By no sequence of acts that the rules permit do staff come to rights beyond their own: not by password, address, name, letting
 * someone in again, deleting and making anew, nor through users whom they made or took over and who are staff themselves.
 */
class StaffRiseTest {

    private static final List<String> TIERS = List.of("free", "silver", "gold");
    private static final List<String> NAMES = List.of("ann", "bob", "cid", "dan", "eva", "finn");
    private static final UserId ACTOR = UserId.of(1);

    /** What someone does to someone: all choices are numbers, which are taken modulo what there is. */
    record Act(
            int by,
            int target,
            Kind kind,
            UserChange change,
            boolean password,
            @Nullable String name) {}

    enum Kind {
        EDIT,
        CREATE,
        DELETE
    }

    @Property(tries = 2000)
    void staffGainNothing_whileNamesStayReserved(
            @ForAll("people") List<User> people, @ForAll("acts") @Size(max = 15) List<Act> acts) {
        new Office(people, true).play(acts);
    }

    @Property(tries = 2000)
    void staffGainNothing_whereNamesAreFreeAtOnce(
            @ForAll("people") List<User> people, @ForAll("acts") @Size(max = 15) List<Act> acts) {
        new Office(people, false).play(acts);
    }

    /** Users as a store keeps them, and what the actor has come to. */
    private static final class Office {

        private final StaffRules rules;
        private final boolean reserving;
        private final Map<UserId, User> users = new HashMap<>();
        private final Map<String, UserId> reserved = new HashMap<>();

        /** Who bore each name, as they were when they gave it up: a service takes whoever bears it now for them. */
        private final Map<String, List<User>> bearers = new HashMap<>();

        private final Set<UserId> controlled = new HashSet<>(Set.of(ACTOR));
        private long nextId = 1;

        Office(List<User> people, boolean reserving) {
            this.rules = new StaffRules(TIERS, reserving);
            this.reserving = reserving;
            for (User person : people) {
                User numbered = numbered(person, nextId++);
                boolean actor = numbered.id().equals(ACTOR);
                users.put(numbered.id(), actor ? asStaff(numbered) : numbered);
                // The actor may know the password of anyone who was shut out, but of nobody else.
                if (!numbered.active() && !actor) {
                    controlled.add(numbered.id());
                }
            }
        }

        void play(List<Act> acts) {
            User actor = requireNonNull(users.get(ACTOR));
            for (Act act : acts) {
                List<User> hands = controlled.stream()
                        .map(users::get)
                        .filter(user -> user != null && user.active() && user.staff())
                        .toList();
                if (!hands.isEmpty()) {
                    attempt(hands.get(Math.floorMod(act.by(), hands.size())), act);
                }
                assertNothingGained(actor);
            }
        }

        private void attempt(User by, Act act) {
            try {
                switch (act.kind()) {
                    case CREATE -> create(by, act);
                    case EDIT -> edit(by, pick(act), act);
                    case DELETE -> delete(by, pick(act));
                    default -> throw new IllegalStateException("no such act");
                }
            } catch (StaffRefusedException refused) {
                // Nothing happens.
            }
        }

        private User pick(Act act) {
            List<User> all = new ArrayList<>(users.values());
            return all.get(Math.floorMod(act.target(), all.size()));
        }

        private void create(User by, Act act) {
            String name = act.name();
            if (name == null || !isFree(name, UserId.of(0))) {
                return;
            }
            User made = act.change().applyTo(user(nextId, name, true, false, false, "", Set.of()));
            rules.owning().check(by, null, made);
            users.put(made.id(), made);
            controlled.add(made.id());
            nextId++;
        }

        private void edit(User by, User before, Act act) {
            String name = act.name();
            UserEdit edit = new UserEdit(
                    act.change(), name == null ? null : Username.parse(name).orElseThrow(), null);
            User after = edit.applyTo(before);
            rules.editing(act.password()).check(by, before, after);
            if (!before.username().equals(after.username())) {
                if (!isFree(after.username(), before.id())) {
                    return;
                }
                giveUp(before);
                reserved.remove(after.username());
            }
            users.put(before.id(), after);
            if (act.password() || !before.email().equals(after.email())) {
                controlled.add(before.id());
            }
        }

        private void delete(User by, User before) {
            rules.owning().check(by, before, null);
            giveUp(before);
            users.remove(before.id());
        }

        private void giveUp(User before) {
            bearers.computeIfAbsent(before.username(), name -> new ArrayList<>())
                    .add(before);
            reserved.put(before.username(), before.id());
        }

        private boolean isFree(String name, UserId forUser) {
            boolean inUse = users.values().stream()
                    .anyMatch(user ->
                            !user.id().equals(forUser) && user.username().equals(name));
            UserId holder = reserved.get(name);
            return !inUse && (!reserving || holder == null || holder.equals(forUser));
        }

        private void assertNothingGained(User actor) {
            for (UserId id : controlled) {
                User hand = users.get(id);
                if (hand != null && hand.active()) {
                    assertWithin(hand, actor);
                    bearers.getOrDefault(hand.username(), List.of()).forEach(former -> {
                        if (!former.id().equals(hand.id())) {
                            assertWithin(former, actor);
                        }
                    });
                }
            }
        }

        private static void assertWithin(User gained, User actor) {
            assertThat(gained.superuser()).isFalse();
            assertThat(actor.roles()).containsAll(gained.roles());
            assertThat(rank(gained.tier())).isLessThanOrEqualTo(rank(actor.tier()));
            assertThat(rank(gained.tier()) < Integer.MAX_VALUE || gained.tier().equals(actor.tier()))
                    .isTrue();
        }

        private static int rank(String tier) {
            return tier.isEmpty() ? -1 : TIERS.contains(tier) ? TIERS.indexOf(tier) : Integer.MAX_VALUE;
        }
    }

    @Provide
    Arbitrary<List<User>> people() {
        return Combinators.combine(
                        names(),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false, false, false),
                        tiers(),
                        roles())
                .as((name, active, staff, superuser, tier, roles) ->
                        user(0, name, active, staff, superuser, tier, roles))
                .list()
                .ofMinSize(2)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<UserChange> changes = Combinators.combine(
                        Arbitraries.of("", "a@example.org").injectNull(0.8),
                        Arbitraries.of(true, false).injectNull(0.7),
                        Arbitraries.of(true, false).injectNull(0.9),
                        Arbitraries.of(true, false).injectNull(0.9),
                        tiers().injectNull(0.8),
                        roles().injectNull(0.8))
                .as((mail, active, staff, superuser, tier, roles) -> UserChange.builder()
                        .email(mail)
                        .active(active)
                        .staff(staff)
                        .superuser(superuser)
                        .tier(tier)
                        .roles(roles)
                        .build());
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.of(Kind.class),
                        changes,
                        Arbitraries.of(true, false, false),
                        names().injectNull(0.5))
                .as(Act::new)
                .list();
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    private static Arbitrary<String> tiers() {
        return Arbitraries.of("", "free", "silver", "gold", "unknown");
    }

    private static Arbitrary<Set<String>> roles() {
        return Arbitraries.of("reader", "editor", "auditor").set().ofMaxSize(3);
    }

    private static User numbered(User user, long id) {
        return user(
                id, NAMES.get((int) id - 1), user.active(), user.staff(), user.superuser(), user.tier(), user.roles());
    }

    private static User asStaff(User user) {
        return user(user.id().number().orElseThrow(), user.username(), true, true, false, user.tier(), user.roles());
    }

    private static User user(
            long id, String name, boolean active, boolean staff, boolean superuser, String tier, Set<String> roles) {
        return User.builder(UserId.of(id), name)
                .active(active)
                .staff(staff)
                .superuser(superuser)
                .tier(tier)
                .roles(roles)
                .credentialVersion(0)
                .build();
    }
}
