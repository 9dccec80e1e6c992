package dev.keycard.web.staff;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.staff.Actor;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.web.apitoken.ApiTokenJson;
import dev.keycard.web.user.UserJson;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/admin/tokens/}: lists the API tokens of all users, without their secrets, and ends them. Thread-safe. */
final class StaffTokens {

    private final CredentialAdministration credentials;
    private final Listing listing;
    private final InstantSource clock;

    StaffTokens(CredentialAdministration credentials, Listing listing, InstantSource clock) {
        this.credentials = credentials;
        this.listing = listing;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-tokens", "GET", "/api/admin/tokens/", this::list)
                        .describedAs(StaffRoutes.words("List live API tokens, the latest first, without their secrets.")
                                .asks("Limit", "Cursor", "OfUser")
                                .answers(200, "A page of API tokens.", "StaffTokenPage")),
                routes.of("admin-token", "DELETE", "/api/admin/tokens/{id}/", this::end)
                        .describedAs(StaffRoutes.words("End an API token.")
                                .done("It is ended.")
                                .refuses(ErrorCode.NOT_FOUND)),
                routes.of("admin-user-revoke-tokens", "POST", "/api/admin/users/{id}/revoke-tokens/", this::endAll)
                        .describedAs(StaffRoutes.words("End all API tokens of a user.")
                                .done("They are ended.")
                                .refuses(ErrorCode.NOT_FOUND)));
    }

    private Response list(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        var page = credentials.tokens(wanted.user(), wanted.latestFirst());
        return listing.newestFirst(wanted, page, token -> token.id().text(), StaffTokens::describe);
    }

    private Response end(Call call) {
        return TimeId.parse(call.variable("id"))
                .map(id -> StaffRefusals.answer(credentials.endToken(id, actor(call))))
                .orElseThrow(StaffRefusals::unknown);
    }

    private Response endAll(Call call) {
        return UserIds.parse(call.variable("id"))
                .map(user -> StaffRefusals.answer(credentials.endTokens(user, actor(call))))
                .orElseThrow(StaffRefusals::unknown);
    }

    private Actor actor(Call call) {
        return new Actor.Staff(call.user(), call.auditContext(clock));
    }

    private static ObjectNode describe(ApiToken token) {
        return ApiTokenJson.of(token).put("sign_in", token.signIn()).set("user_id", UserJson.id(token.userId()));
    }
}
