package dev.keycard.web.oauth2;

import dev.keycard.http.ApiError;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;

/** Reads the token from a form or a JSON object. The {@code token_type_hint} is not needed: the formats of tokens differ. */
final class PresentedToken {

    private PresentedToken() {}

    /**
     * Reads the parameter {@code token}.
     *
     * @throws ApiError with the additional member {@code error} of RFC 6749 section 5.2, for clients that read it
     */
    static String read(Request request) {
        try {
            Fields fields = Bodies.jsonOrForm(request);
            // White space alone is no token, which is an answer here, and no mistake of the request.
            String token = fields.asTyped("token");
            fields.check();
            return token.strip();
        } catch (ApiError refused) {
            throw named(refused, "invalid_request");
        }
    }

    /** The same refusal with the error code of the RFC; the body has only one field, so it need not be named. */
    static ApiError named(ApiError refused, String error) {
        return new ApiError(refused.code()).with(translator -> Json.object().put("error", error));
    }
}
