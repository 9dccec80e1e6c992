package dev.keycard.web.request;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.MediaTypes;
import dev.keycard.http.Request;
import dev.keycard.http.Utf8;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request by its content type. */
@Internal
public final class Bodies {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    /** More than any form of the API has. Without a limit, 64 KiB of single letters would be 30,000 fields. */
    private static final int MAX_FIELDS = 64;

    private Bodies() {}

    /** Reads a JSON object. An empty body counts as an empty object, so that missing fields are named rather than the body. */
    public static Fields json(Request request) {
        return switch (mediaType(request)) {
            case MediaTypes.JSON -> new Fields(Json.readObject(request.body()));
            case "" -> noType(request);
            default -> throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        };
    }

    /** Reads a JSON object, or the fields of an HTML form in either of its encodings: for signing in. */
    public static Fields jsonOrForm(Request request) {
        return switch (mediaType(request)) {
            case MediaTypes.JSON -> new Fields(Json.readObject(request.body()));
            case MediaTypes.FORM -> new Fields(form(request));
            case MediaTypes.MULTIPART -> new Fields(MultipartForm.read(request));
            case "" -> noType(request);
            default -> throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        };
    }

    private static Fields noType(Request request) {
        if (request.body().length > 0) {
            throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
        return new Fields(Json.object());
    }

    private static String mediaType(Request request) {
        String header =
                Optional.ofNullable(request.header(HeaderNames.CONTENT_TYPE)).orElse("");
        if (request.headers(HeaderNames.CONTENT_TYPE).size() > 1 || !isUtf8(header)) {
            throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (request.body().length == 0) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isUtf8(String header) {
        return CHARSET.matcher(header)
                .results()
                .allMatch(charset -> charset.group(1).equalsIgnoreCase("utf-8"));
    }

    private static ObjectNode form(Request request) {
        ObjectNode fields = Json.object();
        String body = Utf8.decode(request.body());
        String[] pairs = body.split("&", MAX_FIELDS + 1);
        if (pairs.length > MAX_FIELDS) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                putOnce(fields, name, Percent.decodeForm(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    static void putOnce(ObjectNode fields, String name, String value) {
        if (fields.has(name)) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        fields.put(name, value);
    }
}
