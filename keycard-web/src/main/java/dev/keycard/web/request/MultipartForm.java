package dev.keycard.web.request;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the text fields of a {@code multipart/form-data} body (RFC 7578); a part with a file name is refused. */
final class MultipartForm {

    private static final int MAX_PARTS = 16;
    private static final int MAX_BOUNDARY = 70;

    private MultipartForm() {}

    static ObjectNode read(Request request) {
        String boundary = parameter(String.valueOf(request.header(HeaderNames.CONTENT_TYPE)), "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        try {
            return parts(request.body(), boundary);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
    }

    private static ObjectNode parts(byte[] body, String boundary) throws IOException {
        MultipartInput input = MultipartInput.builder()
                .setInputStream(new ByteArrayInputStream(body))
                .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                .get();
        ObjectNode fields = Json.object();
        boolean more = input.skipPreamble();
        if (!more) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        for (int count = 0; more; count++) {
            if (count == MAX_PARTS) {
                throw new ApiError(ErrorCode.PARSE_ERROR);
            }
            String name = fieldName(input.readHeaders());
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            input.readBodyData(value);
            Bodies.putOnce(fields, name, Utf8.decode(value.toByteArray()));
            more = input.readBoundary();
        }
        return fields;
    }

    /** The name in the part's only disposition; a part with two dispositions is ambiguous and is refused. */
    private static String fieldName(String headers) {
        List<String> dispositions = headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .toList();
        String name = dispositions.size() == 1 ? parameter(dispositions.get(0), "name") : null;
        if (name == null || parameter(dispositions.get(0), "filename") != null) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        return name;
    }

    private static @Nullable String parameter(String header, String name) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';').get(name);
    }
}
