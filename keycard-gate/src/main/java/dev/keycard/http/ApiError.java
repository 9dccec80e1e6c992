package dev.keycard.http;

import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import dev.keycard.message.Translator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal of a request. It is thrown, and turned into a response in one place. It has no stack trace, because it is an answer
 * and not a fault, and attackers can cause many.
 */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Response.Header> headers;
    private final transient Map<String, List<Message>> fields;
    private final transient @Nullable Function<Translator, ObjectNode> extra;
    private final @Nullable String challenge;

    private ApiError(
            ErrorCode code,
            List<Response.Header> headers,
            Map<String, List<Message>> fields,
            @Nullable Function<Translator, ObjectNode> extra,
            @Nullable String challenge) {
        super(code.wire(), null, false, false);
        this.challenge = challenge;
        this.code = code;
        this.headers = List.copyOf(headers);
        this.fields = Map.copyOf(fields);
        this.extra = extra;
    }

    public ApiError(ErrorCode code) {
        this(code, List.of(), Map.of(), null, null);
    }

    /** A body with invalid fields: 400, with the messages of each field. */
    public static ApiError invalid(Map<String, List<Message>> fields) {
        return new ApiError(ErrorCode.INVALID, List.of(), fields, null, null);
    }

    /** One invalid field. */
    public static ApiError invalid(String field, MessageKey sentence, Object... arguments) {
        return invalid(Map.of(field, List.of(sentence.with(arguments))));
    }

    /** A refusal with {@code Retry-After}, rounded up to whole seconds. */
    public static ApiError retryAfter(ErrorCode code, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new ApiError(code).with(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    }

    /** The same refusal with one header line more. */
    public ApiError with(String name, String value) {
        List<Response.Header> more = new ArrayList<>(headers);
        more.add(new Response.Header(name, value));
        return new ApiError(code, more, fields, extra, challenge);
    }

    /** The same refusal with further members in its body. */
    public ApiError with(Function<Translator, ObjectNode> members) {
        return new ApiError(code, headers, fields, members, challenge);
    }

    /** The same refusal, whose challenge for {@code Bearer} carries these parameters (RFC 6750 section 3). */
    public ApiError challenging(String parameters) {
        return new ApiError(code, headers, fields, extra, parameters);
    }

    /** The parameters of the challenge for {@code Bearer}; null if there are none. */
    public @Nullable String challenge() {
        return challenge;
    }

    public ErrorCode code() {
        return code;
    }

    /** The problems of each field; empty if the refusal is not about fields. */
    public Map<String, List<Message>> fields() {
        return fields;
    }

    /**
     * Renders the refusal in the default format, or as an RFC 9457 problem.
     *
     * @param status the status of the code, or the one that replaces it
     * @param translator translates the messages into the client's language
     */
    public Response toResponse(int status, boolean asProblem, Translator translator) {
        Response response = asProblem
                ? Response.of(status, MediaTypes.PROBLEM_JSON, Json.write(problem(status, translator)))
                : Response.json(status, fields.isEmpty() ? members(translator) : said(translator));
        for (Response.Header header : headers) {
            response = response.with(header.name(), header.value());
        }
        return response;
    }

    /** The code and the message for people, as {@code code} and {@code detail}, and the further members. */
    public ObjectNode members(Translator translator) {
        ObjectNode body =
                Json.object().put("detail", translator.say(code.message())).put("code", code.wire());
        if (extra != null) {
            body.setAll(extra.apply(translator));
        }
        return body;
    }

    private ObjectNode problem(int status, Translator translator) {
        ObjectNode body = Json.object()
                .put("type", "about:blank")
                .put("title", code.wire().replace('_', ' '))
                .put("status", status);
        body.setAll(members(translator));
        if (!fields.isEmpty()) {
            body.set("errors", said(translator));
        }
        return body;
    }

    private ObjectNode said(Translator translator) {
        ObjectNode node = Json.object();
        fields.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(field -> {
            var said = node.putArray(field.getKey());
            field.getValue().forEach(sentence -> said.add(translator.say(sentence)));
        });
        return node;
    }
}
