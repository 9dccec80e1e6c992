package dev.keycard.server.wire;

import static dev.keycard.server.wire.StaffDesk.USERS;
import static dev.keycard.server.wire.StaffDesk.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Services may go by names: staff come to no name of a user who had it, and stand in for nobody who holds more than they. */
class ReservedNamesTest {

    @AutoClose
    private static final StaffDesk DESK = new StaffDesk();

    private static final RunningServer SERVER = DESK.server;

    @Test
    void staff_renameNobodyWhoHoldsMore() {
        User finn = SERVER.user("auditor-finn", draft -> StaffDesk.withRoles(draft, "auditor"));

        DESK.patch(DESK.clerk, finn, "{\"username\":\"finn2\"}").expect(403, "permission_denied");

        assertThat(DESK.reread(finn)).isEqualTo(finn);
    }

    @Test
    void staff_setNoPasswordOfAHigherTier_andLetNobodyOfItInAgain() {
        User gold = SERVER.user("gold");
        DESK.patch(DESK.root, gold, "{\"tier\":\"gold\"}").expect(200);

        for (String json : List.of(
                "{\"password\":\"mine-Lantern-over-9-seas\"}",
                "{\"email\":\"clerk@example.org\"}",
                "{\"username\":\"other-gold\"}",
                "{\"tier\":\"\",\"password\":\"mine-Lantern-over-9-seas\"}")) {
            DESK.patch(DESK.clerk, gold, json).expect(403, "permission_denied");
        }
        DESK.patch(DESK.clerk, gold, "{\"is_active\":false}").expect(200);
        DESK.patch(DESK.clerk, gold, "{\"is_active\":true}").expect(403, "permission_denied");
        DESK.patch(DESK.root, gold, "{\"is_active\":true}").expect(200);
        SERVER.signIn("gold");
    }

    @Test
    void nameOfARenamedUser_isReserved_forStaffAndSuperusersAlike() {
        User finn = SERVER.user("finn");
        DESK.patch(DESK.root, finn, "{\"username\":\"finn2\"}").expect(200);

        for (User actor : List.of(DESK.clerk, DESK.root)) {
            Reply refused = DESK.post(actor, USERS, "{\"username\":\"FINN\"}").expect(403, "name_reserved");
            assertThat(refused.text("detail")).contains("reserved");
        }
        User puppet = SERVER.user("puppet");
        DESK.patch(DESK.clerk, puppet, "{\"username\":\"finn\"}").expect(403, "name_reserved");
        assertThat(SERVER.events().of(AuthEvent.PermissionRefused.class))
                .anySatisfy(event -> assertThat(event.userId()).isEqualTo(DESK.clerk.id()));
        assertThat(DESK.patch(DESK.clerk, finn, "{\"username\":\"finn\"}")
                        .expect(200)
                        .text("username"))
                .isEqualTo("finn");
    }

    @Test
    void nameOfADeletedUser_isReservedFor90Days() {
        try (StaffDesk desk = new StaffDesk()) {
            User gone = desk.server.user("gone");
            desk.delete(desk.clerk, pathOf(gone)).expect(204);
            desk.server.advance(Duration.ofDays(90).minusMillis(1));
            desk.post(desk.clerk, USERS, "{\"username\":\"gone\"}").expect(403, "name_reserved");

            desk.server.advance(Duration.ofMillis(1));

            desk.post(desk.clerk, USERS, "{\"username\":\"gone\"}").expect(201);
        }
    }
}
