package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenRotation;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.message.MessageKey;
import dev.keycard.permission.Permission;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.signin.SignIn;
import dev.keycard.user.User;
import dev.keycard.web.proof.RecentProof;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.signin.SignInAnswers;
import dev.keycard.web.signin.SignInForm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/token-auth/}, which signs in for an API token, and {@code /api/tokens/}, the API tokens of the caller.
 * Thread-safe.
 */
@Internal
public final class ApiTokenEndpoints {

    private static final String TAG = "API tokens";

    private final SignIn signIn;
    private final RecentProof proof;
    private final ApiTokens tokens;
    private final ApiTokenRequest.Reader reader;
    private final Permission permission;
    private final InstantSource clock;

    public ApiTokenEndpoints(
            SignIn signIn,
            RecentProof proof,
            ApiTokens tokens,
            ApiTokenRequest.Reader reader,
            Permission permission,
            InstantSource clock) {
        this.signIn = signIn;
        this.proof = proof;
        this.tokens = tokens;
        this.reader = reader;
        this.permission = permission;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("token-auth", "POST", "/api/token-auth/", Route.Where.WORKER, this::signIn)
                        .describedAs(Description.of(TAG, "Sign in for an API token.")
                                .takesForm("Credentials")
                                .answers(200, "The token, which is shown only once.", "SignInToken")),
                Route.guarded("api-tokens", "GET", "/api/tokens/", permission, this::list)
                        .describedAs(Description.of(TAG, "List your own API tokens, without their secrets.")
                                .answers(200, "The live tokens.", "ApiTokenPage")),
                Route.guarded("api-tokens", "POST", "/api/tokens/", permission, this::create)
                        .describedAs(Description.of(TAG, "Make an API token.")
                                .takes("NewApiToken")
                                .answers(201, "The token with its secret, which is shown only once.", "MadeApiToken")
                                .refuses(ErrorCode.AUTHENTICATION_FAILED, ErrorCode.REAUTHENTICATION_REQUIRED)),
                Route.guarded("api-token", "DELETE", "/api/tokens/{id}/", permission, this::end)
                        .describedAs(Description.of(TAG, "End one of your own API tokens.")
                                .done("It is ended.")
                                .refuses(ErrorCode.NOT_FOUND)),
                Route.guarded("api-token-rotate", "POST", "/api/tokens/{id}/rotate/", permission, this::rotate)
                        .describedAs(Description.of(
                                        TAG,
                                        "Replace one of your own API tokens; the old one stays valid for the overlap.")
                                .takes("TokenRotation")
                                .answers(
                                        201,
                                        "The new token with its secret, which is shown only once.",
                                        "RotatedApiToken")
                                .refuses(
                                        ErrorCode.NOT_FOUND,
                                        ErrorCode.ALREADY_ROTATED,
                                        ErrorCode.AUTHENTICATION_FAILED,
                                        ErrorCode.REAUTHENTICATION_REQUIRED)));
    }

    private Response signIn(Call call) {
        NameAndPassword presented = SignInForm.read(call.request());
        NewApiToken made = SignInAnswers.user(signIn.withPassword(presented, call.client()))
                .flatMap(user -> SignInAnswers.begun(tokens.createBySignIn(user, call.auditContext(clock))))
                .orElseThrow(() -> ApiError.invalid("non_field_errors", MessageKey.BAD_CREDENTIALS));
        return Response.json(
                200,
                Json.object()
                        .put("token", made.secret().reveal())
                        .put("expiry", String.valueOf(made.token().expiresAt())));
    }

    private Response list(Call call) {
        ObjectNode body = Json.object().putNull("next").putNull("previous");
        var results = body.putArray("results");
        tokens.live(call.user().id()).forEach(token -> results.add(ApiTokenJson.of(token)));
        return Response.json(200, body);
    }

    private Response create(Call call) {
        Fields fields = Bodies.json(call.request());
        ApiTokenRequest wanted = reader.read(fields, call.signedIn());
        requireRoom(call.user());
        User user = proof.require(call, fields);
        NewApiToken made = tokens.create(
                        user, wanted.name(), wanted.scopes(), wanted.lifetime(), call.auditContext(clock))
                .orElseThrow(() -> new ApiError(ErrorCode.AUTHENTICATION_FAILED));
        ObjectNode body =
                ApiTokenJson.of(made.token()).put("token", made.secret().reveal());
        return Response.json(201, body);
    }

    private void requireRoom(User user) {
        if (tokens.live(user.id()).size() >= tokens.limit()) {
            throw ApiError.invalid("non_field_errors", MessageKey.TOO_MANY_TOKENS, tokens.limit());
        }
    }

    private Response rotate(Call call) {
        Fields fields = Bodies.json(call.request());
        Duration overlap = RotationRequest.overlap(fields);
        TimeId id = TimeId.parse(call.variable("id"))
                .filter(token -> RotationRequest.permits(call.signedIn().credential(), call.user(), tokens.find(token)))
                .orElseThrow(() -> new ApiError(ErrorCode.NOT_FOUND));
        requireRoom(call.user());
        User owner = RotationRequest.isOfItself(call.signedIn().credential(), id)
                ? proof.caller(call)
                : proof.require(call, fields);
        ApiTokenRotation rotation = tokens.rotate(
                owner, id, overlap, RotationRequest.latest(call.signedIn().credential()), call.auditContext(clock));
        if (rotation instanceof ApiTokenRotation.Rotated rotated) {
            ObjectNode body = ApiTokenJson.of(rotated.successor().token())
                    .put("token", rotated.successor().secret().reveal())
                    .put("replaces", id.text())
                    .put("replaced_until", rotated.predecessorEnds().toString());
            return Response.json(201, body);
        }
        throw refusal((ApiTokenRotation.NotRotated) rotation);
    }

    private static ApiError refusal(ApiTokenRotation.NotRotated outcome) {
        return new ApiError(
                switch (outcome.reason()) {
                    case ALREADY_ROTATED -> ErrorCode.ALREADY_ROTATED;
                    case REFUSED -> ErrorCode.AUTHENTICATION_FAILED;
                    case NOT_PERMITTED -> ErrorCode.PERMISSION_DENIED;
                    default -> ErrorCode.NOT_FOUND;
                });
    }

    private Response end(Call call) {
        boolean ended = TimeId.parse(call.variable("id"))
                .filter(id -> tokens.end(call.user().id(), id, call.auditContext(clock)))
                .isPresent();
        if (!ended) {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }
        return Response.noContent();
    }
}
