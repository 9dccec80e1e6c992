package dev.keycard.web.openapi;

import dev.keycard.http.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route does, in words and schemas. What every route has in common, and what follows from its method and credentials,
 * is added when the document is made. Immutable.
 *
 * @param group the tag that it is listed under
 * @param body the name of the schema of the request's body; null if it takes none
 * @param form whether the body may also be an HTML form
 * @param bodyNeeded whether a request without the body is of no use
 * @param query the names of schemas of parameters in the query
 * @param answers what success looks like
 * @param errors the refusals that only this route knows
 */
public record Description(
        String group,
        String summary,
        @Nullable String body,
        boolean form,
        boolean bodyNeeded,
        List<String> query,
        List<Answer> answers,
        Set<ErrorCode> errors) {

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

    static Description of(String group, String summary) {
        return new Description(group, summary, null, false, true, List.of(), List.of(), Set.of());
    }

    /** With a JSON body. */
    Description takes(String schema) {
        return new Description(group, summary, schema, false, true, query, answers, errors);
    }

    /** With a JSON body that may be left out. */
    Description mayTake(String schema) {
        return new Description(group, summary, schema, false, false, query, answers, errors);
    }

    /** With a body that is JSON or a form. */
    Description takesForm(String schema) {
        return new Description(group, summary, schema, true, true, query, answers, errors);
    }

    /** With parameters in the query. */
    Description asks(String... parameters) {
        return new Description(group, summary, body, form, bodyNeeded, List.of(parameters), answers, errors);
    }

    /** Succeeds with a JSON body. */
    Description answers(int status, String meaning, String schema) {
        return answers(status, meaning, schema, "application/json");
    }

    /** Succeeds with another body. */
    Description answers(int status, String meaning, String schema, String type) {
        List<Answer> more = new ArrayList<>(answers);
        more.add(new Answer(status, meaning, schema, type));
        return new Description(group, summary, body, form, bodyNeeded, query, more, errors);
    }

    /** Succeeds without a body. */
    Description done(String meaning) {
        return answers(204, meaning, "");
    }

    /** Refuses for reasons of its own. */
    Description refuses(ErrorCode... codes) {
        return new Description(group, summary, body, form, bodyNeeded, query, answers, Set.of(codes));
    }
}
