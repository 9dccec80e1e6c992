package dev.keycard.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal on its way to the client. Thrown by whatever refuses, turned into a response in one place. Carries no stack trace:
 * it is an answer, not a fault, and attackers decide how often it is made.
 */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Response.Header> headers;
    private final transient Map<String, List<String>> fields;
    private final transient @Nullable ObjectNode extra;

    private ApiError(
            ErrorCode code,
            List<Response.Header> headers,
            Map<String, List<String>> fields,
            @Nullable ObjectNode extra) {
        super(code.wire(), null, false, false);
        this.code = code;
        this.headers = List.copyOf(headers);
        this.fields = Map.copyOf(fields);
        this.extra = extra;
    }

    public ApiError(ErrorCode code) {
        this(code, List.of(), Map.of(), null);
    }

    /** A body whose fields are wrong: 400, with the sentences under each field's name. */
    public static ApiError invalid(Map<String, List<String>> fields) {
        return new ApiError(ErrorCode.INVALID, List.of(), fields, null);
    }

    /** One wrong field. */
    public static ApiError invalid(String field, String sentence) {
        return invalid(Map.of(field, List.of(sentence)));
    }

    /** A refusal that may be lifted by waiting, rounded up to whole seconds. */
    public static ApiError retryAfter(ErrorCode code, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new ApiError(code).with("Retry-After", Long.toString(seconds));
    }

    /** The same refusal with one header line more. */
    public ApiError with(String name, String value) {
        List<Response.Header> more = new ArrayList<>(headers);
        more.add(new Response.Header(name, value));
        return new ApiError(code, more, fields, extra);
    }

    /** The same refusal with further members in its body. */
    public ApiError with(ObjectNode members) {
        return new ApiError(code, headers, fields, members);
    }

    public ErrorCode code() {
        return code;
    }

    /** What is wrong with which field; empty if the refusal is not about fields. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /**
     * Renders the refusal in the usual form, or as an RFC 9457 problem.
     *
     * @param status the code's own, or the one that stands in for it
     */
    public Response toResponse(int status, boolean asProblem) {
        Response response = asProblem
                ? Response.of(status, "application/problem+json", Json.write(problem(status)))
                : Response.json(status, fields.isEmpty() ? plain() : Json.tree(fields));
        for (Response.Header header : headers) {
            response = response.with(header.name(), header.value());
        }
        return response;
    }

    private ObjectNode plain() {
        ObjectNode body = Json.object().put("detail", code.detail()).put("code", code.wire());
        if (extra != null) {
            body.setAll(extra);
        }
        return body;
    }

    private ObjectNode problem(int status) {
        ObjectNode body = Json.object()
                .put("type", "about:blank")
                .put("title", code.wire().replace('_', ' '))
                .put("status", status);
        body.setAll(plain());
        if (!fields.isEmpty()) {
            body.set("errors", Json.tree(fields));
        }
        return body;
    }
}
