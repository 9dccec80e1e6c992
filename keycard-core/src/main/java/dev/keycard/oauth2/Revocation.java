package dev.keycard.oauth2;

import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.audit.AuditContext;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.Logins;
import dev.keycard.login.Tokens;

/**
 * Ends what a token hangs on (RFC 7009): an API token itself; the login of a refresh or an access token, with all its tokens,
 * as section 2.1 allows. Whoever has a token may end it: there is nothing better to do with a token that was found. Thread-safe;
 * waits for the store.
 */
public final class Revocation {

    /** What comes of ending a token. */
    public enum Result {
        /** The token is of no use any more, or was none before. */
        ENDED,
        /** Another program signed the token, so it belongs to no login that could be ended. */
        UNSUPPORTED
    }

    private final Tokens tokens;
    private final Logins logins;
    private final ApiTokens apiTokens;

    public Revocation(Tokens tokens, Logins logins, ApiTokens apiTokens) {
        this.tokens = tokens;
        this.logins = logins;
        this.apiTokens = apiTokens;
    }

    /** Ends the token, if it is one and has not ended. */
    public Result end(String token, AuditContext context) {
        if (TokenText.isWellFormed(token)) {
            apiTokens
                    .find(token)
                    .ifPresent(found -> apiTokens.end(found.userId(), found.id(), context.by(found.userId())));
            return Result.ENDED;
        }
        return tokens.readRefreshToken(token)
                .or(() -> tokens.readAccessToken(token))
                .map(found -> endLogin(found, context))
                .orElse(Result.ENDED);
    }

    private Result endLogin(VerifiedToken token, AuditContext context) {
        if (token.sid() == null) {
            return Result.UNSUPPORTED;
        }
        logins.end(token.userId(), token.sid(), context.by(token.userId()));
        return Result.ENDED;
    }
}
