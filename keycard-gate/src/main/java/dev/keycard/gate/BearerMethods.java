package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.MediaTypes;
import dev.keycard.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token is accepted only in the header. RFC 6750 also allows the query and forms, but tokens there end up in logs and
 * histories, so they are not read. A token there beside a header is refused (section 3.1). Never blocks.
 */
final class BearerMethods {

    private static final String PARAMETER = "access_token=";

    private BearerMethods() {}

    /** The refusal of a request that carries a second token beside that of its Bearer header. */
    static Optional<ApiError> secondToken(Request request, String authorization) {
        boolean second = HeaderCredential.mayBeOf(authorization, "Bearer")
                && (hasToken(request.query()) || hasToken(form(request)));
        return second
                ? Optional.of(new ApiError(ErrorCode.INVALID)
                        .with(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"api\", error=\"invalid_request\""))
                : Optional.empty();
    }

    private static boolean hasToken(@Nullable String parameters) {
        return parameters != null && (parameters.startsWith(PARAMETER) || parameters.contains("&" + PARAMETER));
    }

    private static @Nullable String form(Request request) {
        if (request.body().length == 0) {
            return null;
        }
        String type = request.header(HeaderNames.CONTENT_TYPE);
        return type != null && HeaderCredential.mayBeOf(type, MediaTypes.FORM)
                ? new String(request.body(), StandardCharsets.ISO_8859_1)
                : null;
    }
}
