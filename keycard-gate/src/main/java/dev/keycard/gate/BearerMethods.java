package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token comes in the header. In the query or a form, where RFC 6750 also knows it, it ends up in logs and histories, so
 * there it is never looked at; beside a header it shows that the client does not know which it sends, and is refused
 * (section 3.1). Never blocks.
 */
final class BearerMethods {

    private static final String PARAMETER = "access_token=";
    private static final String FORM = "application/x-www-form-urlencoded";

    private BearerMethods() {}

    /** Goes on if the token of a Bearer header is the only one. */
    static void requireOne(Request request, String authorization) {
        if (HeaderCredential.mayBeOf(authorization, "Bearer")
                && (hasToken(request.query()) || hasToken(form(request)))) {
            throw new ApiError(ErrorCode.INVALID)
                    .with("WWW-Authenticate", "Bearer realm=\"api\", error=\"invalid_request\"");
        }
    }

    private static boolean hasToken(@Nullable String parameters) {
        return parameters != null && (parameters.startsWith(PARAMETER) || parameters.contains("&" + PARAMETER));
    }

    private static @Nullable String form(Request request) {
        if (request.body().length == 0) {
            return null;
        }
        String type = request.header("Content-Type");
        return type != null && HeaderCredential.mayBeOf(type, FORM)
                ? new String(request.body(), StandardCharsets.ISO_8859_1)
                : null;
    }
}
