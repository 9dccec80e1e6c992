package dev.keycard.web.request;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.Request;
import dev.keycard.message.MessageKey;
import java.util.Optional;

/** Reads the parameters of a query. */
@Internal
public final class Query {

    private Query() {}

    /**
     * The value of a parameter; empty if it is absent.
     *
     * @throws ApiError {@code invalid} if it is given twice or contains a NUL, {@code parse_error} if it cannot be decoded
     */
    public static Optional<String> value(Request request, String name) {
        String query = request.query();
        Optional<String> found = Optional.empty();
        if (query == null) {
            return found;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals))
                    .equals(name)) {
                if (found.isPresent()) {
                    throw ApiError.invalid(name, MessageKey.PARAMETER_TWICE);
                }
                found = Optional.of(equals < 0 ? "" : value(name, pair.substring(equals + 1)));
            }
        }
        return found;
    }

    /** No stored text contains a NUL, and a database may refuse to look for one. */
    private static String value(String name, String encoded) {
        String text = Percent.decodeForm(encoded);
        if (text.indexOf(0) >= 0) {
            throw ApiError.invalid(name, MessageKey.FIELD_NOT_WELL_FORMED);
        }
        return text;
    }
}
