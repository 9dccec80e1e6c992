package dev.keycard.web.jwt;

import dev.keycard.api.Internal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.BearerTokens;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.login.Tokens;
import dev.keycard.login.VerifyResult;
import dev.keycard.message.Translator;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the engine decides about access tokens, as outcomes of the Gate. Thread-safe. */
@Internal
public final class AccessTokenOutcomes implements BearerTokens {

    private final Tokens tokens;

    public AccessTokenOutcomes(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(String token) {
        return tokens.verifyFromMemory(token).map(AccessTokenOutcomes::outcome);
    }

    @Override
    public Outcome authenticate(String token) {
        return outcome(tokens.verify(token));
    }

    private static Outcome outcome(VerifyResult result) {
        if (result instanceof VerifyResult.Verified verified) {
            return new Outcome.Authenticated(verified.principal());
        }
        return result instanceof VerifyResult.Revoked revoked
                ? refused(error(revoked.cause()), revoked.cause())
                : refused(notValid(), ((VerifyResult.Invalid) result).error());
    }

    private static Outcome refused(ApiError error, RefusalReason reason) {
        return new Outcome.Refused(error, reason);
    }

    private static ApiError error(VerifyResult.Cause cause) {
        return switch (cause) {
            case USER_NOT_FOUND -> new ApiError(ErrorCode.USER_NOT_FOUND);
            case USER_INACTIVE -> new ApiError(ErrorCode.USER_INACTIVE);
            case LOGIN_ENDED -> notValid();
        };
    }

    private static ApiError notValid() {
        return new ApiError(ErrorCode.TOKEN_NOT_VALID).with(AccessTokenOutcomes::simplejwtMessages);
    }

    /** Clients of simplejwt look here for what is wrong. */
    private static ObjectNode simplejwtMessages(Translator translator) {
        ObjectNode members = Json.object();
        members.putArray("messages")
                .addObject()
                .put("token_class", "AccessToken")
                .put("token_type", "access")
                .put("message", translator.say(ErrorCode.TOKEN_NOT_VALID.message()));
        return members;
    }
}
