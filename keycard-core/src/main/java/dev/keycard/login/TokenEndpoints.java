package dev.keycard.login;

import dev.keycard.authentication.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.jwt.JwtConfig;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.signin.SignIn;
import dev.keycard.user.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/token/} and what follows it: obtain, refresh, verify and end a pair of tokens. Thread-safe. */
public final class TokenEndpoints {

    private final SignIn signIn;
    private final Logins logins;
    private final TokenPairs pairs;
    private final Refreshing refreshing;
    private final JwtVerifier verifier;
    private final JwtAuthenticator accessTokens;
    private final JwtConfig config;
    private final InstantSource clock;

    public TokenEndpoints(
            SignIn signIn,
            Logins logins,
            TokenPairs pairs,
            Refreshing refreshing,
            JwtVerifier verifier,
            JwtAuthenticator accessTokens,
            JwtConfig config,
            InstantSource clock) {
        this.signIn = signIn;
        this.logins = logins;
        this.pairs = pairs;
        this.refreshing = refreshing;
        this.verifier = verifier;
        this.accessTokens = accessTokens;
        this.config = config;
        this.clock = clock;
    }

    public List<Route> routes() {
        Route.Where worker = Route.Where.WORKER;
        return List.of(
                Route.open("token", "POST", "/api/token/", worker, this::obtain),
                Route.open("token-refresh", "POST", "/api/token/refresh/", worker, this::refresh),
                Route.open("token-verify", "POST", "/api/token/verify/", worker, this::verify),
                Route.open("token-blacklist", "POST", "/api/token/blacklist/", worker, this::blacklist));
    }

    private Response obtain(Call call) {
        NameAndPassword presented = NameAndPassword.read(call.request());
        User user =
                signIn.check(presented, call.request()).orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        Login login = logins.begin(
                        user,
                        LoginKind.TOKENS,
                        config.refreshLifetime(),
                        null,
                        Device.of(call.request()),
                        call.occasion(clock))
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
        return answer(pairs.mint(login, user));
    }

    private Response refresh(Call call) {
        VerifiedToken token = refreshToken(call);
        return config.rotateRefresh()
                ? answer(refreshing.rotate(token, call.request()))
                : Response.json(200, Json.object().put("access", refreshing.renew(token)));
    }

    private Response verify(Call call) {
        String text = field(call, "token");
        Verification verification = verifier.verify(text, TokenType.REFRESH, clock.instant());
        boolean valid = verification instanceof Verification.Verified refresh
                ? refreshing.isExchangeable(refresh.token())
                : accessTokens.judge(text) instanceof Outcome.Authenticated;
        if (!valid) {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        return Response.json(200, Json.object());
    }

    private Response blacklist(Call call) {
        VerifiedToken token = refreshToken(call);
        if (!logins.end(
                token.userId(),
                Objects.requireNonNull(token.sid()),
                call.occasion(clock).by(token.userId()))) {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        return Response.json(200, Json.object());
    }

    private VerifiedToken refreshToken(Call call) {
        Verification verification = verifier.verify(field(call, "refresh"), TokenType.REFRESH, clock.instant());
        return Optional.of(verification)
                .filter(Verification.Verified.class::isInstance)
                .map(Verification.Verified.class::cast)
                .map(Verification.Verified::token)
                .orElseThrow(() -> new ApiError(ErrorCode.TOKEN_NOT_VALID));
    }

    private static String field(Call call, String name) {
        Fields fields = Bodies.jsonOrForm(call.request());
        String text = fields.required(name);
        fields.check();
        return text;
    }

    private static Response answer(TokenPairs.Pair pair) {
        ObjectNode body = Json.object().put("access", pair.access()).put("refresh", pair.refresh());
        return Response.json(200, body);
    }
}
