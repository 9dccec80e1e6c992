package dev.keycard.web.token;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.key.JwtConfig;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.Tokens;
import dev.keycard.login.VerifyResult;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.signin.SignIn;
import dev.keycard.user.User;
import dev.keycard.web.refusal.CredentialRefusals;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.signin.SignInAnswers;
import dev.keycard.web.signin.SignInForm;
import dev.keycard.web.tokencookie.BodyTransport;
import dev.keycard.web.tokencookie.TokenCookieRemoval;
import dev.keycard.web.tokencookie.TokenCookies;
import dev.keycard.web.tokencookie.TokenTransport;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code /api/token/} and the paths below it: obtain, refresh, verify and end a pair of tokens. Thread-safe. */
@Internal
public final class TokenEndpoints {

    private static final String TAG = "JWT";
    private static final String REFRESH = "refresh";

    private final SignIn signIn;
    private final Tokens tokens;
    private final CredentialRefusals refusals;
    private final TokenTransport carrier;
    private final TokenCookieRemoval jar;
    private final JwtConfig config;

    public TokenEndpoints(
            SignIn signIn,
            Tokens tokens,
            CredentialRefusals refusals,
            TokenTransport carrier,
            TokenCookieRemoval jar,
            JwtConfig config) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.refusals = refusals;
        this.carrier = carrier;
        this.jar = jar;
        this.config = config;
    }

    public List<Route> routes() {
        Stream<Route> always = Stream.of(
                post("token", "/api/token/", this::obtain)
                        .describedAs(Description.of(TAG, "Sign in for an access token and a refresh token.")
                                .takesForm("Credentials")
                                .answers(
                                        200,
                                        "Both tokens, except those that jwt.cookies puts into cookies.",
                                        "TokenPair")
                                .refuses(ErrorCode.NO_ACTIVE_ACCOUNT, ErrorCode.CSRF_FAILED)),
                post(TokenCookies.REFRESH_NAME, TokenCookies.REFRESH_PATH, this::refresh)
                        .describedAs(Description.of(
                                        TAG, "Exchange a refresh token for a new access token, and for its successor.")
                                .takesForm("RefreshToken")
                                .answers(
                                        200,
                                        "The new tokens; only the access token if rotation is off.",
                                        "RenewedTokens")
                                .refuses(
                                        ErrorCode.TOKEN_NOT_VALID,
                                        ErrorCode.NOT_AUTHENTICATED,
                                        ErrorCode.NO_ACTIVE_ACCOUNT,
                                        ErrorCode.PASSWORD_CHANGED,
                                        ErrorCode.CSRF_FAILED)),
                post("token-verify", "/api/token/verify/", this::verify)
                        .describedAs(
                                Description.of(TAG, "Check whether an access or refresh token is valid at this moment.")
                                        .takesForm("AnyToken")
                                        .answers(200, "It is.", "Nothing")
                                        .refuses(ErrorCode.TOKEN_NOT_VALID)),
                post("token-blacklist", "/api/token/blacklist/", this::blacklist)
                        .describedAs(Description.of(TAG, "End the login of a refresh token, with all its tokens.")
                                .takesForm("RefreshToken")
                                .answers(200, "It is ended.", "Nothing")
                                .refuses(ErrorCode.TOKEN_NOT_VALID)));
        return Stream.concat(always, carrier.usesCookies() ? Stream.of(signOutRoute()) : Stream.empty())
                .toList();
    }

    private static Route post(String name, String path, Endpoint endpoint) {
        return Route.open(name, "POST", path, Route.Where.WORKER, endpoint);
    }

    /** The refresh cookie is sent only to the refresh endpoint, so signing out must use the same path. */
    private Route signOutRoute() {
        return Route.open(
                        TokenCookies.REFRESH_NAME,
                        "DELETE",
                        TokenCookies.REFRESH_PATH,
                        Route.Where.WORKER,
                        this::signOut)
                .describedAs(Description.of(TAG, "Sign out by the refresh token's cookie and its CSRF token.")
                        .done("The login is ended and its cookies are removed.")
                        .refuses(ErrorCode.TOKEN_NOT_VALID, ErrorCode.NOT_AUTHENTICATED, ErrorCode.CSRF_FAILED));
    }

    private Response obtain(Call call) {
        carrier.admitSignIn(call.request());
        NameAndPassword presented = SignInForm.read(call.request());
        User user = SignInAnswers.user(signIn.withPassword(presented, call.client()))
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        TokenPair pair = SignInAnswers.begun(tokens.issue(user, call.client()))
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        return carrier.handOver(call.request(), pair.login(), pair.access(), pair.refresh());
    }

    private Response refresh(Call call) {
        Request request = call.request();
        TokenTransport way = carrier.of(request);
        VerifiedToken token = refreshToken(way, request);
        RefreshResult result = tokens.refresh(token, call.client(), way.usesCookies());
        RefreshAnswers.reason(result).ifPresent(reason -> refusals.note(request, REFRESH, reason));
        TokenPair pair = RefreshAnswers.pair(result);
        String refresh = config.issuing().rotateRefresh() ? pair.refresh() : null;
        return way.handOver(request, pair.login(), pair.access(), refresh);
    }

    /** Gives the same answer if the login had already ended: the cookies of the browser are removed in any case. */
    private Response signOut(Call call) {
        VerifiedToken token = refreshToken(carrier, call.request());
        tokens.revoke(token, call.client());
        return jar.withoutTokensOf(loginOf(token), call.request(), Response.noContent());
    }

    private Response verify(Call call) {
        Fields fields = Bodies.jsonOrForm(call.request());
        String text = fields.required("token");
        fields.check();
        boolean valid = tokens.readRefreshToken(text)
                .map(tokens::isExchangeable)
                .orElseGet(() -> tokens.verify(text) instanceof VerifyResult.Verified);
        if (!valid) {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        return Response.json(200, Json.object());
    }

    private Response blacklist(Call call) {
        VerifiedToken token = refreshToken(BodyTransport.BODY, call.request());
        if (!tokens.revoke(token, call.client())) {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        return jar.withoutTokensOf(loginOf(token), call.request(), Response.json(200, Json.object()));
    }

    private VerifiedToken refreshToken(TokenTransport way, Request request) {
        Verification verification = tokens.verifyRefreshToken(way.refreshToken(request));
        if (verification instanceof Verification.Invalid invalid) {
            refusals.note(request, REFRESH, invalid.reason());
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        VerifiedToken token = ((Verification.Verified) verification).token();
        way.check(request, loginOf(token));
        return token;
    }

    /** The verifier refuses a refresh token without a login. */
    private static TimeId loginOf(VerifiedToken token) {
        return Objects.requireNonNull(token.sid());
    }
}
