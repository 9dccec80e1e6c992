package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Negotiation;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.message.Catalogue;
import dev.keycard.message.Languages;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns refusals into answers: in the client's language, as the JSON of Keycard or as an RFC 9457 problem, with the challenges
 * of the enabled schemes. Such an answer must not be stored by caches. Immutable.
 */
public final class Refusals {

    private final Languages languages = new Languages();
    private final Challenges challenges;

    public Refusals(Challenges challenges) {
        this.challenges = challenges;
    }

    /** Those of a gate with these authenticators. */
    public static Refusals of(List<Authenticator> authenticators) {
        return new Refusals(Challenges.of(authenticators));
    }

    /** The answer to the refused request. */
    public Response answer(Request request, ApiError error) {
        Catalogue translator = translator(request);
        return error.toResponse(challenges.status(error), Negotiation.wantsProblem(request), translator)
                .with("Content-Language", translator.language())
                .with(challenges.headers(error));
    }

    /** What such an answer has as {@code code} and {@code detail}, for adapters whose answers are not HTTP. */
    public ObjectNode members(Request request, ApiError error) {
        return error.members(translator(request));
    }

    /** The reason for people, in the client's language. */
    public String detail(Request request, ApiError error) {
        return translator(request).say(error.code().message());
    }

    private Catalogue translator(Request request) {
        return languages.choose(request.header(HeaderNames.ACCEPT_LANGUAGE));
    }
}
