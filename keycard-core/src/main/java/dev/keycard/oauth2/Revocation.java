package dev.keycard.oauth2;

import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.audit.AuditContext;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.Logins;
import dev.keycard.login.Refreshing;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends what a token hangs on (RFC 7009): an API token itself; the login of a refresh or an access token, with all its tokens,
 * as section 2.1 allows. Whoever has a token may end it: there is nothing better to do with a token that was found. Thread-safe;
 * waits for the store.
 */
public final class Revocation {

    private final JwtVerifier verifier;
    private final Refreshing refreshing;
    private final Logins logins;
    private final ApiTokens apiTokens;
    private final InstantSource clock;

    public Revocation(
            JwtVerifier verifier, Refreshing refreshing, Logins logins, ApiTokens apiTokens, InstantSource clock) {
        this.verifier = verifier;
        this.refreshing = refreshing;
        this.logins = logins;
        this.apiTokens = apiTokens;
        this.clock = clock;
    }

    /** Ends the token, if it is one and lives. When this returns, it is of no use any more. */
    public void end(String token, AuditContext context) {
        if (TokenText.isWellFormed(token)) {
            apiTokens
                    .find(token)
                    .ifPresent(found -> apiTokens.end(found.userId(), found.id(), context.by(found.userId())));
        } else {
            refreshing.read(token).or(() -> access(token)).ifPresent(found -> endLogin(found, context));
        }
    }

    private Optional<VerifiedToken> access(String text) {
        return verifier.verify(text, clock.instant()) instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    /** A token that another program signed has no login, and saying that it ended would be a lie. */
    private void endLogin(VerifiedToken token, AuditContext context) {
        if (token.sid() == null) {
            throw PresentedToken.named(new ApiError(ErrorCode.INVALID), "unsupported_token_type");
        }
        logins.end(token.userId(), token.sid(), context.by(token.userId()));
    }
}
