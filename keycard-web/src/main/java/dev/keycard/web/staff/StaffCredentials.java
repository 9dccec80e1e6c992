package dev.keycard.web.staff;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.login.Login;
import dev.keycard.route.Call;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.staff.Actor;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.staff.RevocationResult;
import dev.keycard.web.apitoken.ApiTokenJson;
import dev.keycard.web.login.LoginJson;
import dev.keycard.web.user.UserJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/admin/logins/} and {@code /api/admin/tokens/}: list the live logins and API tokens of all users, without their
 * secrets, and end them. Thread-safe.
 */
final class StaffCredentials {

    private final CredentialAdministration credentials;
    private final Listing listing;
    private final InstantSource clock;

    StaffCredentials(CredentialAdministration credentials, Listing listing, InstantSource clock) {
        this.credentials = credentials;
        this.listing = listing;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-logins", "GET", "/api/admin/logins/", this::logins)
                        .describedAs(StaffRoutes.words("List live logins, the latest first.")
                                .asks("Limit", "Cursor", "OfUser")
                                .answers(200, "A page of logins.", "StaffLoginPage")),
                routes.of(
                                "admin-login",
                                "DELETE",
                                "/api/admin/logins/{id}/",
                                ending(TimeId::parse, credentials::endLogin))
                        .describedAs(StaffRoutes.words("End a login.")
                                .done("It is ended.")
                                .refuses(ErrorCode.NOT_FOUND)),
                routes.of("admin-tokens", "GET", "/api/admin/tokens/", this::tokens)
                        .describedAs(StaffRoutes.words("List live API tokens, the latest first, without their secrets.")
                                .asks("Limit", "Cursor", "OfUser")
                                .answers(200, "A page of API tokens.", "StaffTokenPage")),
                routes.of(
                                "admin-token",
                                "DELETE",
                                "/api/admin/tokens/{id}/",
                                ending(TimeId::parse, credentials::endToken))
                        .describedAs(StaffRoutes.words("End an API token.")
                                .done("It is ended.")
                                .refuses(ErrorCode.NOT_FOUND)),
                routes.of(
                                "admin-user-revoke-tokens",
                                "POST",
                                "/api/admin/users/{id}/revoke-tokens/",
                                ending(UserIds::parse, credentials::endTokens))
                        .describedAs(StaffRoutes.words("End all API tokens of a user.")
                                .done("They are ended.")
                                .refuses(ErrorCode.NOT_FOUND)));
    }

    private Response logins(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        var page = credentials.logins(wanted.user(), wanted.latestFirst());
        return listing.newestFirst(wanted, page, login -> login.id().text(), StaffCredentials::describe);
    }

    private Response tokens(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        var page = credentials.tokens(wanted.user(), wanted.latestFirst());
        return listing.newestFirst(wanted, page, token -> token.id().text(), StaffCredentials::describe);
    }

    /** Ends what the path names, in the name of the caller. */
    private <I> Endpoint ending(Function<String, Optional<I>> id, BiFunction<I, Actor, RevocationResult> act) {
        return call -> id.apply(call.variable("id"))
                .map(named -> StaffRefusals.answer(act.apply(named, actor(call))))
                .orElseThrow(StaffRefusals::unknown);
    }

    private Actor actor(Call call) {
        return new Actor.Staff(call.user(), call.auditContext(clock));
    }

    private static ObjectNode describe(Login login) {
        return LoginJson.of(login).set("user_id", UserJson.id(login.userId()));
    }

    private static ObjectNode describe(ApiToken token) {
        return ApiTokenJson.of(token).put("sign_in", token.signIn()).set("user_id", UserJson.id(token.userId()));
    }
}
