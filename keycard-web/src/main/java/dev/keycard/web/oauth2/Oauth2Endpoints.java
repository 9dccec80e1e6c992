package dev.keycard.web.oauth2;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.oauth2.Revocation;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.time.InstantSource;
import java.util.List;

/** {@code /oauth2/introspect} (RFC 7662) and {@code /oauth2/revoke} (RFC 7009). Thread-safe. */
@Internal
public final class Oauth2Endpoints {

    private static final String TAG = "OAuth 2.0";

    /** To be signed in is not enough: only API tokens that were given the scope may introspect tokens of others. */
    private static final Permission MAY_INTROSPECT =
            Permissions.IS_AUTHENTICATED.and(new HoldsScope(ApiToken.INTROSPECT));

    private final Introspection introspection;
    private final Revocation revocation;
    private final InstantSource clock;

    public Oauth2Endpoints(Introspection introspection, Revocation revocation, InstantSource clock) {
        this.introspection = introspection;
        this.revocation = revocation;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.guarded("oauth2-introspect", "POST", "/oauth2/introspect", MAY_INTROSPECT, this::introspect)
                        .onlyReading()
                        .describedAs(Description.of(
                                        TAG,
                                        "Introspect a token (RFC 7662). Needs an API token with the scope"
                                                + " introspect.")
                                .takesForm("PresentedToken")
                                .answers(
                                        200,
                                        "Whether the token is active, and the members of an active one.",
                                        "Introspection")),
                Route.open("oauth2-revoke", "POST", "/oauth2/revoke", Route.Where.WORKER, this::revoke)
                        .describedAs(Description.of(TAG, "End a token, or the login that it belongs to (RFC 7009).")
                                .takesForm("PresentedToken")
                                .answers(200, "The token is not valid any more, or never was.", "Nothing")));
    }

    private Response introspect(Call call) {
        return Response.json(200, introspection.describe(PresentedToken.read(call.request())));
    }

    /** The same answer for a token that was ended now or before, and for a text that is no token (RFC 7009 section 2.2). */
    private Response revoke(Call call) {
        String token = PresentedToken.read(call.request());
        if (revocation.end(token, call.auditContext(clock)) == Revocation.Result.UNSUPPORTED) {
            throw PresentedToken.named(new ApiError(ErrorCode.INVALID), "unsupported_token_type");
        }
        return Response.json(200, Json.object());
    }
}
