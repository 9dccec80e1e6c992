package dev.keycard.server.wire;

import static dev.keycard.server.wire.StaffDesk.USERS;
import static dev.keycard.server.wire.StaffDesk.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.server.testing.TestNode;
import dev.keycard.store.PageRequest;
import dev.keycard.testkit.Race;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A staff member raises nobody above themselves, superusers keep each other in check, and nobody shuts themselves out. */
class StaffLimitsTest {

    @AutoClose
    private static final StaffDesk DESK = new StaffDesk();

    private static final RunningServer SERVER = DESK.server;

    @Test
    void staff_makeNobodyStaffOrSuperuser_notEvenThemselves() {
        User ann = SERVER.user("ann");
        for (String field : List.of("is_staff", "is_superuser")) {
            DESK.patch(DESK.clerk, ann, "{\"" + field + "\":true}").expect(403, "permission_denied");
            DESK.post(DESK.clerk, USERS, "{\"username\":\"puppet\",\"" + field + "\":true}")
                    .expect(403, "permission_denied");
        }
        DESK.patch(DESK.clerk, DESK.clerk, "{\"is_superuser\":true}").expect(403, "permission_denied");
        assertThat(DESK.reread(ann)).isEqualTo(ann);
        assertThat(SERVER.stores().users().findByName(Username.parse("puppet").orElseThrow()))
                .isEmpty();
    }

    @Test
    void superusers_makeStaffAndSuperusers() {
        User ann = SERVER.user("raised");
        DESK.patch(DESK.root, ann, "{\"is_staff\":true,\"is_superuser\":true}").expect(200);
        DESK.patch(DESK.root, ann, "{\"is_superuser\":false,\"is_staff\":false}")
                .expect(200);
    }

    @Test
    void staff_grantAndTakeOnlyTheirOwnRoles() {
        User ann = SERVER.user("roles", draft -> StaffDesk.withRoles(draft, "auditor"));
        DESK.patch(DESK.clerk, ann, "{\"roles\":[\"auditor\",\"editor\"]}").expect(200);
        DESK.patch(DESK.clerk, ann, "{\"roles\":[\"auditor\"]}").expect(200);
        DESK.patch(DESK.clerk, ann, "{\"roles\":[]}").expect(403, "permission_denied");
        DESK.patch(DESK.clerk, ann, "{\"roles\":[\"auditor\",\"owner\"]}").expect(403, "permission_denied");
        DESK.patch(DESK.clerk, DESK.clerk, "{\"roles\":[\"editor\",\"owner\"]}").expect(403, "permission_denied");
        DESK.patch(DESK.clerk, ann, "{\"tier\":\"gold\"}").expect(403, "permission_denied");
        DESK.post(DESK.clerk, USERS, "{\"username\":\"puppet2\",\"roles\":[\"owner\"]}")
                .expect(403, "permission_denied");
    }

    @Test
    void staff_cannotBecomeSomeoneWithMoreRoles_byPasswordOrAddress() {
        User ann = SERVER.user("auditor", draft -> StaffDesk.withRoles(draft, "auditor"));
        DESK.patch(DESK.clerk, ann, "{\"password\":\"mine-Lantern-over-9-seas\"}")
                .expect(403, "permission_denied");
        DESK.patch(DESK.clerk, ann, "{\"email\":\"clerk@example.org\"}").expect(403, "permission_denied");
        SERVER.signIn("auditor");
    }

    @Test
    void staff_doNotTouchThoseAboveThem() {
        User chief =
                SERVER.user("chief", draft -> StaffDesk.withRoles(draft.withRights(true, false), "editor", "owner"));
        for (User above : List.of(DESK.root, chief)) {
            String apiToken = DESK.apiToken(above);
            Pair login = SERVER.signIn(above.username());
            for (String json : List.of(
                    "{\"first_name\":\"x\"}",
                    "{\"is_active\":false}",
                    "{\"username\":\"x\"}",
                    "{\"password\":\"mine-Lantern-over-9-seas\"}")) {
                DESK.patch(DESK.clerk, above, json).expect(403, "permission_denied");
            }
            DESK.delete(DESK.clerk, pathOf(above)).expect(403, "permission_denied");
            DESK.post(DESK.clerk, pathOf(above) + "logout/", "{}").expect(403, "permission_denied");
            DESK.delete(DESK.clerk, "/api/admin/logins/" + login.login() + "/").expect(403, "permission_denied");
            String id = DESK.get(DESK.clerk, "/api/admin/tokens/?user=" + above.id())
                    .json()
                    .get("results")
                    .get(0)
                    .get("id")
                    .asString();
            DESK.delete(DESK.clerk, "/api/admin/tokens/" + id + "/").expect(403, "permission_denied");
            DESK.profile("Bearer " + login.access()).expect(200);
            DESK.profile("Token " + apiToken).expect(200);
            assertThat(DESK.reread(above)).isEqualTo(above);
        }
    }

    @Test
    void refusalOfStaff_isNoted() {
        User ann = SERVER.user("noted");
        DESK.patch(DESK.clerk, ann, "{\"is_staff\":true}").expect(403, "permission_denied");
        assertThat(SERVER.events().of(AuthEvent.PermissionRefused.class)).anySatisfy(event -> {
            assertThat(event.userId()).isEqualTo(DESK.clerk.id());
            assertThat(event.route()).isEqualTo("admin-user");
            assertThat(event.method()).isEqualTo("PATCH");
        });
    }

    @Test
    void nobody_shutsThemselvesOutByAccident() {
        User boss = SERVER.user("boss", draft -> draft.withRights(true, true));
        DESK.patch(boss, boss, "{\"is_active\":false}").expectFields("is_active");
        DESK.patch(boss, boss, "{\"is_staff\":false}").expectFields("is_staff");
        DESK.patch(boss, boss, "{\"is_superuser\":false}").expectFields("is_superuser");
        DESK.patch(boss, boss, "{\"password\":\"mine-Lantern-over-9-seas\"}").expectFields("password");
        DESK.delete(boss, pathOf(boss)).expectFields("non_field_errors");
        DESK.delete(DESK.clerk, pathOf(DESK.clerk)).expectFields("non_field_errors");
        DESK.patch(boss, boss, "{\"first_name\":\"B\",\"is_active\":true}").expect(200);
        DESK.post(boss, pathOf(boss) + "logout/", "{}").expect(204);
    }

    @Test
    void superusers_racingToRemoveEachOther_leaveOne() throws Exception {
        try (StaffDesk desk = new StaffDesk()) {
            User other = desk.server.user("other", draft -> draft.withRights(true, true));
            String rootToken = desk.token(desk.root);
            String otherToken = desk.token(other);
            for (int round = 0; round < 5; round++) {
                try (Race race = new Race(2)) {
                    race.run(i -> () -> desk.server
                            .client()
                            .patch(pathOf(i == 0 ? other : desk.root))
                            .bearer(i == 0 ? rootToken : otherToken)
                            .jsonText("{\"is_superuser\":false}")
                            .send());
                }
                List<User> left = List.of(desk.reread(desk.root), desk.reread(other)).stream()
                        .filter(User::superuser)
                        .toList();
                assertThat(left).hasSize(1);
                desk.promote(desk.root);
                desk.promote(other);
            }
        }
    }

    @Test
    void targetPromotedMeanwhile_isNotTouched() throws Exception {
        for (int round = 0; round < 10; round++) {
            User ann = SERVER.user("rising" + round);
            String token = DESK.token(DESK.clerk);
            try (Race race = new Race(2)) {
                List<Integer> statuses = race.run(i -> () -> {
                    if (i == 0) {
                        DESK.promote(ann);
                        return 200;
                    }
                    return SERVER.client()
                            .patch(pathOf(ann))
                            .bearer(token)
                            .jsonText("{\"email\":\"taken@example.org\"}")
                            .send()
                            .status();
                });
                // The mail changed only if the audit shows that the change came first.
                boolean changed = DESK.reread(ann).email().equals("taken@example.org");
                assertThat(statuses.get(1)).isEqualTo(changed ? 200 : 403);
                if (changed) {
                    assertThat(fieldsChanged(ann)).containsExactly("email", "is_staff,is_superuser");
                }
            }
        }
    }

    private static List<String> fieldsChanged(User user) {
        return SERVER
                .stores()
                .audit()
                .list(new AuditFilter(user.id(), "user_changed"), PageRequest.first(10))
                .items()
                .stream()
                .map(entry -> String.valueOf(entry.details().get("fields")))
                .toList();
    }

    @Test
    void staffDemotedMeanwhile_isRefusedInTheTransaction() {
        User former = SERVER.user("former", draft -> draft.withRights(true, false));
        User ann = SERVER.user("safe");
        String token = DESK.token(former);
        try (TestNode beside = SERVER.anotherProcess()) {
            // This server has not heard of it yet: the Gate lets the request through.
            beside.stores()
                    .users()
                    .update(
                            former.id(),
                            UserChange.builder().staff(false).build(),
                            AuditContext.at(SERVER.clock().instant()));
            SERVER.client()
                    .patch(pathOf(ann))
                    .bearer(token)
                    .jsonText("{\"is_active\":false}")
                    .send()
                    .expect(403, "permission_denied");
        }
        assertThat(DESK.reread(ann).active()).isTrue();
    }
}
