package dev.keycard.oauth2;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.audit.AuditContext;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.Logins;
import dev.keycard.login.Tokens;

/**
 * Revokes tokens (RFC 7009): an API token itself; for a refresh or an access token its login, with all its tokens, as section
 * 2.1 allows. Anyone who has a token may revoke it, so that a leaked token can be revoked by its finder. Thread-safe; blocks
 * for the store.
 */
@Internal
public final class Revocation {

    /** The result of revoking a token. */
    public enum Result {
        /** The token is not valid any more, or was not valid before. */
        ENDED,
        /** Another program signed the token, so it has no login that could be ended. */
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

    /** Revokes the token, if the text is one that is still valid. */
    public Result end(String token, AuditContext context) {
        if (TokenText.isWellFormed(token)) {
            apiTokens.endPresented(token, context);
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
