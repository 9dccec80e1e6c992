package dev.keycard.web.login;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndAllResult;
import dev.keycard.login.Login;
import dev.keycard.login.Logins;
import dev.keycard.permission.Permission;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.tokencookie.TokenCookieRemoval;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/logins/} and {@code /api/logout-all/}: lists and ends the logins of the caller. Thread-safe. */
@Internal
public final class LoginEndpoints {

    private static final String TAG = "Account";

    private final Logins logins;
    private final TokenCookieRemoval jar;
    private final Permission permission;
    private final InstantSource clock;

    public LoginEndpoints(Logins logins, TokenCookieRemoval jar, Permission permission, InstantSource clock) {
        this.logins = logins;
        this.jar = jar;
        this.permission = permission;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.guarded("logins", "GET", "/api/logins/", permission, this::list)
                        .describedAs(
                                Description.of(TAG, "List your own logins.").answers(200, "The logins.", "LoginPage")),
                Route.guarded("login", "DELETE", "/api/logins/{id}/", permission, this::end)
                        .takingAway() // a login ends once, and its beginning was counted
                        .describedAs(Description.of(TAG, "End one of your own logins.")
                                .done("The login is ended.")
                                .refuses(ErrorCode.NOT_FOUND)),
                Route.guarded("logout-all", "POST", "/api/logout-all/", permission, this::endAll)
                        .takingAway() // counted for each credential
                        .describedAs(Description.of(
                                        TAG,
                                        "Sign out everywhere, and end every API token unless keep_api_tokens is true.")
                                .mayTake("Ending")
                                .done("Every login is ended, with every access token issued before, and every API"
                                        + " token.")));
    }

    private Response list(Call call) {
        Optional<TimeId> current = call.signedIn().credential().login();
        ObjectNode body = Json.object().putNull("next").putNull("previous");
        var results = body.putArray("results");
        for (Login login : logins.live(call.user().id())) {
            boolean isCurrent = current.filter(login.id()::equals).isPresent();
            results.add(LoginJson.of(login).put("current", isCurrent));
        }
        return Response.json(200, body);
    }

    private Response end(Call call) {
        TimeId ended = TimeId.parse(call.variable("id"))
                .filter(id -> logins.end(call.user().id(), id, call.auditContext(clock)))
                .orElseThrow(() -> new ApiError(ErrorCode.NOT_FOUND));
        return jar.withoutTokensOf(ended, call.request(), Response.noContent());
    }

    private Response endAll(Call call) {
        Fields fields = Bodies.json(call.request());
        boolean keepApiTokens = fields.flag("keep_api_tokens");
        fields.check();
        UserId user = call.user().id();
        EndAllResult result = keepApiTokens
                ? logins.endAll(user, call.auditContext(clock))
                : logins.endEverything(user, call.auditContext(clock));
        if (result instanceof EndAllResult.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        Response answer = Response.noContent();
        return call.signedIn()
                .credential()
                .login()
                .map(ended -> jar.withoutTokensOf(ended, call.request(), answer))
                .orElse(answer);
    }
}
