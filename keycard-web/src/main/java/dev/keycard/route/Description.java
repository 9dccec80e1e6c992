package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of a route for the OpenAPI document. The common parts of all routes, and those that follow from method and
 * credentials, are added when the document is made. Names of schemas and parameters are those of {@code components.json} in
 * {@code dev.keycard.web.openapi}. Immutable. See {@code docs/openapi.md}.
 *
 * @param tag the group that it is listed under
 * @param body the body of the request; null if it takes none
 * @param query the names of parameters in the query
 * @param answers the successful answers
 * @param errors the refusals that are specific to this route
 */
@Internal
public record Description(
        String tag,
        String summary,
        @Nullable Body body,
        List<String> query,
        List<Answer> answers,
        Set<ErrorCode> errors) {

    /**
     * The body of a request.
     *
     * @param schema the name of its schema
     * @param form whether it may also be an HTML form
     * @param required whether a request without it is refused
     */
    public record Body(String schema, boolean form, boolean required) {}

    /**
     * One way in which a request succeeds.
     *
     * @param schema the name of the body's schema; empty if there is no body
     * @param type the body's content type
     */
    public record Answer(int status, String meaning, String schema, String type) {}

    public Description {
        query = List.copyOf(query);
        answers = List.copyOf(answers);
        errors = Set.copyOf(errors);
    }

    /** Begins a description: a request without body and parameters, and no answer yet. */
    public static Description of(String tag, String summary) {
        return new Description(tag, summary, null, List.of(), List.of(), Set.of());
    }

    /** With a JSON body. */
    public Description takes(String schema) {
        return with(new Body(schema, false, true));
    }

    /** With a JSON body that may be left out. */
    public Description mayTake(String schema) {
        return with(new Body(schema, false, false));
    }

    /** With a body that is JSON or a form. */
    public Description takesForm(String schema) {
        return with(new Body(schema, true, true));
    }

    private Description with(Body other) {
        return new Description(tag, summary, other, query, answers, errors);
    }

    /** With parameters in the query. */
    public Description asks(String... parameters) {
        return new Description(tag, summary, body, List.of(parameters), answers, errors);
    }

    /** With a successful answer that has a JSON body. */
    public Description answers(int status, String meaning, String schema) {
        return answers(status, meaning, schema, MediaTypes.JSON);
    }

    /** With a successful answer that has a body of another content type. */
    public Description answers(int status, String meaning, String schema, String type) {
        List<Answer> more = new ArrayList<>(answers);
        more.add(new Answer(status, meaning, schema, type));
        return new Description(tag, summary, body, query, more, errors);
    }

    /** With the successful answer 204, without a body. */
    public Description done(String meaning) {
        return answers(204, meaning, "");
    }

    /** With refusals that are specific to this route. */
    public Description refuses(ErrorCode... codes) {
        return new Description(tag, summary, body, query, answers, Set.of(codes));
    }
}
