package dev.keycard.web.oauth2;

import dev.keycard.http.ApiError;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;

/**
 * The token that a form, or a JSON object, is about. Its {@code token_type_hint} is not needed: the forms of tokens tell them
 * apart.
 */
final class PresentedToken {

    private PresentedToken() {}

    /**
     * Reads the parameter {@code token}.
     *
     * @throws ApiError whose body also has the member {@code error} of RFC 6749 section 5.2, for clients that look there
     */
    static String read(Request request) {
        try {
            Fields fields = Bodies.jsonOrForm(request);
            String token = fields.required("token");
            fields.check();
            return token;
        } catch (ApiError refused) {
            throw named(refused, "invalid_request");
        }
    }

    /** The same refusal under that name of the standards; which field is wrong is no question where there is one. */
    static ApiError named(ApiError refused, String error) {
        return new ApiError(refused.code()).with(translator -> Json.object().put("error", error));
    }
}
