package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import java.util.Optional;

/**
 * {@code Authorization: Token}: an API token. Memory decides about a token that was seen before; in full, the token is read from
 * the store each time. Thread-safe.
 */
@Internal
public final class ApiTokenAuthenticator implements Authenticator {

    private static final Optional<Outcome> NOT_ATTEMPTED = Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);

    private final ApiTokens tokens;
    private final ApiTokenConfig config;

    public ApiTokenAuthenticator(ApiTokens tokens, ApiTokenConfig config) {
        this.tokens = tokens;
        this.config = config;
    }

    @Override
    public String scheme() {
        return "token";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> text = credential(request);
        return text.isEmpty()
                ? NOT_ATTEMPTED
                : tokens.verifyFromMemory(text.get()).map(this::outcome);
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> text = credential(request);
        return text.isEmpty() ? Outcome.NotAttempted.NOT_ATTEMPTED : outcome(tokens.verifyInStore(text.get()));
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of(config.keyword());
    }

    private Outcome outcome(ApiTokenResult result) {
        if (result instanceof ApiTokenResult.Verified verified) {
            verified.principal().credential().id().ifPresent(tokens::used);
            return new Outcome.Authenticated(verified.principal());
        }
        return result instanceof ApiTokenResult.Revoked revoked
                ? refused(revoked.cause())
                : refused(((ApiTokenResult.Invalid) result).problem());
    }

    private static Outcome refused(RefusalReason reason) {
        return new Outcome.Refused(new ApiError(ErrorCode.AUTHENTICATION_FAILED), reason);
    }

    private Optional<String> credential(Request request) {
        return Optional.ofNullable(request.header(HeaderNames.AUTHORIZATION))
                .flatMap(header -> HeaderCredential.of(header, config.keyword()));
    }
}
