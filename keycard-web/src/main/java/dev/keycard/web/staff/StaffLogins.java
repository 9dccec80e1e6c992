package dev.keycard.web.staff;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.login.Login;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.staff.Actor;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.web.login.LoginJson;
import dev.keycard.web.user.UserJson;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/admin/logins/}: lists and ends the logins of all users. Thread-safe. */
final class StaffLogins {

    private final CredentialAdministration credentials;
    private final Listing listing;
    private final InstantSource clock;

    StaffLogins(CredentialAdministration credentials, Listing listing, InstantSource clock) {
        this.credentials = credentials;
        this.listing = listing;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-logins", "GET", "/api/admin/logins/", this::list)
                        .describedAs(StaffRoutes.words("List live logins, the latest first.")
                                .asks("Limit", "Cursor", "OfUser")
                                .answers(200, "A page of logins.", "StaffLoginPage")),
                routes.of("admin-login", "DELETE", "/api/admin/logins/{id}/", this::end)
                        .describedAs(StaffRoutes.words("End a login.")
                                .done("It is ended.")
                                .refuses(ErrorCode.NOT_FOUND)));
    }

    private Response list(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        var page = credentials.logins(wanted.user(), wanted.latestFirst());
        return listing.newestFirst(wanted, page, login -> login.id().text(), StaffLogins::describe);
    }

    private Response end(Call call) {
        Actor actor = new Actor.Staff(call.user(), call.auditContext(clock));
        return TimeId.parse(call.variable("id"))
                .map(id -> StaffRefusals.answer(credentials.endLogin(id, actor)))
                .orElseThrow(StaffRefusals::unknown);
    }

    private static ObjectNode describe(Login login) {
        return LoginJson.of(login).set("user_id", UserJson.id(login.userId()));
    }
}
