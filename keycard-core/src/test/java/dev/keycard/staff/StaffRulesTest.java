package dev.keycard.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserGuard;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StaffRulesTest {

    private static final StaffRules RULES = new StaffRules(List.of("free", "silver", "gold"), true);
    private static final User SUPERUSER = user(1, true, true, "", Set.of());
    private static final User STAFF = user(2, true, false, "silver", Set.of("editor", "reader"));

    @Test
    void refuses_whoeverIsNoLongerStaff() {
        User plain = user(9, false, false, "", Set.of());
        for (User actor : new User[] {
            null, user(3, false, true, "", Set.of()), UserChange.ofActive(false).applyTo(STAFF)
        }) {
            denies(RULES.touching(), actor, plain, plain);
            denies(RULES.owning(), actor, plain, null);
            denies(RULES.editing(false), actor, plain, plain);
        }
    }

    @Test
    void protects_thoseAboveFromStaff() {
        for (User above : List.of(
                user(9, true, true, "", Set.of()),
                user(9, false, true, "", Set.of()),
                user(9, true, false, "", Set.of("auditor")),
                user(9, true, false, "gold", Set.of()),
                user(9, true, false, "unknown", Set.of()))) {
            denies(RULES.touching(), STAFF, above, above);
            denies(RULES.editing(false), STAFF, above, above);
            denies(RULES.owning(), STAFF, above, null);
            allows(RULES.owning(), SUPERUSER, above, null);
        }
    }

    @Test
    void lets_staffActUponThoseWhoAreNotAbove() {
        User peer = user(9, true, false, "free", Set.of("reader"));
        User customer = user(9, false, false, "gold", Set.of("customer"));
        for (User target : List.of(peer, customer)) {
            allows(RULES.touching(), STAFF, target, target);
            allows(
                    RULES.editing(false),
                    STAFF,
                    target,
                    UserChange.ofActive(false).applyTo(target));
            allows(RULES.owning(), STAFF, target, null);
        }
    }

    @Test
    void lets_onlySuperusersMakeStaff() {
        User plain = user(9, false, false, "", Set.of());
        for (UserChange change : List.of(flags(true, null), flags(null, true))) {
            denies(RULES.editing(false), STAFF, plain, change.applyTo(plain));
            denies(RULES.owning(), STAFF, null, change.applyTo(plain));
            allows(RULES.editing(false), SUPERUSER, plain, change.applyTo(plain));
        }
        denies(RULES.editing(false), STAFF, STAFF, flags(null, true).applyTo(STAFF));
        User peer = user(9, true, false, "", Set.of());
        denies(RULES.editing(false), STAFF, peer, flags(false, null).applyTo(peer));
    }

    @Property
    void staff_grantAndTakeOnlyRolesThatTheyHold(
            @ForAll Set<Role> held, @ForAll Set<Role> before, @ForAll Set<Role> after) {
        User actor = user(2, true, false, "", names(held));
        User target = user(9, false, false, "", names(before));
        User wished = roles(names(after)).applyTo(target);
        boolean within = List.of(Role.values()).stream()
                .allMatch(role -> before.contains(role) == after.contains(role) || held.contains(role));
        assertThat(permits(RULES.editing(false), actor, target, wished)).isEqualTo(within);
    }

    @Test
    void staff_giveTiersUpToTheirOwn() {
        User plain = user(9, false, false, "free", Set.of());
        allows(RULES.editing(false), STAFF, plain, tier("silver").applyTo(plain));
        denies(RULES.editing(false), STAFF, plain, tier("gold").applyTo(plain));
        denies(RULES.editing(false), STAFF, plain, tier("unknown").applyTo(plain));
        User gold = user(9, false, false, "gold", Set.of());
        denies(RULES.editing(false), STAFF, gold, tier("free").applyTo(gold));
        denies(RULES.editing(false), STAFF, STAFF, tier("gold").applyTo(STAFF));
    }

    @Test
    void staff_cannotSignInAsThoseWithRolesThatTheyLack() {
        User auditor = user(9, false, false, "", Set.of("auditor"));
        denies(RULES.editing(true), STAFF, auditor, auditor);
        denies(RULES.editing(false), STAFF, auditor, mail("me@example.org").applyTo(auditor));
        User reader = user(9, false, false, "", Set.of("reader"));
        allows(RULES.editing(true), STAFF, reader, mail("me@example.org").applyTo(reader));
    }

    @Test
    void staff_openNoWayInto_whoHoldsARoleOrTierThatTheyLack() {
        for (User above : List.of(
                user(9, false, false, "gold", Set.of()),
                user(9, false, false, "unknown", Set.of()),
                user(9, false, false, "", Set.of("auditor")))) {
            User inactive = UserChange.ofActive(false).applyTo(above);
            denies(RULES.editing(true), STAFF, above, above);
            denies(RULES.editing(false), STAFF, above, mail("me@example.org").applyTo(above));
            denies(RULES.editing(false), STAFF, above, above.withUsername("other"));
            denies(RULES.editing(false), STAFF, inactive, above);
            allows(RULES.editing(false), STAFF, above, inactive);
            allows(
                    RULES.editing(false),
                    STAFF,
                    above,
                    UserChange.ofProfile(null, "A", "B").applyTo(above));
            allows(
                    RULES.editing(true),
                    SUPERUSER,
                    inactive,
                    mail("me@example.org").applyTo(above));
        }
        User below = user(9, false, false, "free", Set.of("reader"));
        allows(RULES.editing(true), STAFF, below, mail("me@example.org").applyTo(below.withUsername("other")));
    }

    @Test
    void deletion_opensAWay_onlyWhereItFreesTheName() {
        StaffRules freeing = new StaffRules(List.of("free", "silver", "gold"), false);
        User gold = user(9, false, false, "gold", Set.of());

        allows(RULES.owning(), STAFF, gold, null);
        denies(freeing.owning(), STAFF, gold, null);
        allows(freeing.owning(), STAFF, user(9, false, false, "free", Set.of("reader")), null);
        allows(freeing.owning(), SUPERUSER, gold, null);
    }

    @Test
    void nobody_shutsThemselvesOut() {
        refuses(
                StaffRefusal.DEACTIVATES_ONESELF,
                RULES.editing(false),
                SUPERUSER,
                SUPERUSER,
                UserChange.ofActive(false).applyTo(SUPERUSER));
        refuses(
                StaffRefusal.ENDS_OWN_STAFF,
                RULES.editing(false),
                SUPERUSER,
                SUPERUSER,
                flags(false, null).applyTo(SUPERUSER));
        refuses(
                StaffRefusal.ENDS_OWN_SUPERUSER,
                RULES.editing(false),
                SUPERUSER,
                SUPERUSER,
                flags(null, false).applyTo(SUPERUSER));
        refuses(StaffRefusal.DELETES_ONESELF, RULES.owning(), STAFF, STAFF, null);
        refuses(StaffRefusal.OWN_PASSWORD, RULES.editing(true), SUPERUSER, SUPERUSER, SUPERUSER);
        allows(RULES.touching(), STAFF, STAFF, STAFF);
    }

    enum Role {
        READER,
        EDITOR,
        AUDITOR
    }

    private static Set<String> names(Set<Role> roles) {
        return Set.copyOf(roles.stream().map(Role::name).toList());
    }

    private static User user(long id, boolean staff, boolean superuser, String tier, Set<String> roles) {
        return User.builder(UserId.of(id), "u")
                .staff(staff)
                .superuser(superuser)
                .tier(tier)
                .roles(roles)
                .credentialVersion(0)
                .build();
    }

    private static UserChange flags(@Nullable Boolean staff, @Nullable Boolean superuser) {
        return UserChange.builder().staff(staff).superuser(superuser).build();
    }

    private static UserChange roles(Set<String> roles) {
        return UserChange.builder().roles(roles).build();
    }

    private static UserChange tier(String tier) {
        return UserChange.builder().tier(tier).build();
    }

    private static UserChange mail(String mail) {
        return UserChange.ofProfile(mail, null, null);
    }

    private static boolean permits(UserGuard guard, User actor, User before, User after) {
        try {
            guard.check(actor, before, after);
            return true;
        } catch (StaffRefusedException refused) {
            return false;
        }
    }

    private static void allows(UserGuard guard, User actor, @Nullable User before, @Nullable User after) {
        assertThatCode(() -> guard.check(actor, before, after)).doesNotThrowAnyException();
    }

    private static void denies(UserGuard guard, @Nullable User actor, @Nullable User before, @Nullable User after) {
        assertThatThrownBy(() -> guard.check(actor, before, after))
                .isInstanceOfSatisfying(
                        StaffRefusedException.class,
                        error -> assertThat(error.refusal()).isEqualTo(StaffRefusal.RIGHTS));
    }

    private static void refuses(StaffRefusal refusal, UserGuard guard, User actor, User before, @Nullable User after) {
        assertThatThrownBy(() -> guard.check(actor, before, after))
                .isInstanceOfSatisfying(
                        StaffRefusedException.class,
                        error -> assertThat(error.refusal()).isEqualTo(refusal));
    }
}
