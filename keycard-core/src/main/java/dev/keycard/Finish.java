package dev.keycard;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Negotiation;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.message.Catalogue;
import dev.keycard.message.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is added to every answer: the headers that keep it out of caches and out of other sites' hands, and the challenges of a
 * refusal. Immutable.
 */
final class Finish {

    private static final Set<ErrorCode> BAD_TOKEN =
            Set.of(ErrorCode.TOKEN_NOT_VALID, ErrorCode.USER_NOT_FOUND, ErrorCode.USER_INACTIVE);

    private final Languages languages = new Languages();
    private final List<String> challenges;
    private final List<Header> protection;
    private final List<Header> protectionAndNoStore;

    /**
     * Prepares the headers.
     *
     * @param challenges one for each scheme that reads the {@code Authorization} header
     * @param strictTransport whether the site is reached over TLS only
     */
    Finish(List<String> challenges, boolean strictTransport) {
        this.challenges = List.copyOf(challenges);
        this.protection = protection(strictTransport);
        this.protectionAndNoStore = new ArrayList<>(protection);
        protectionAndNoStore.add(new Header("Cache-Control", "no-store"));
        protectionAndNoStore.add(new Header("Vary", "Authorization, Cookie"));
    }

    Response success(Response response) {
        return response.with(response.has("Cache-Control") ? protection : protectionAndNoStore);
    }

    Response refusal(Request request, ApiError error) {
        int status = status(error.code());
        Catalogue voice = languages.choose(request.header("Accept-Language"));
        Response response = error.toResponse(status, Negotiation.wantsProblem(request), voice)
                .with("Content-Language", voice.language());
        return success(status == 401 ? challenged(response, error.code()) : response)
                .with("Vary", "Accept-Language");
    }

    /** A 401 has to name a way to do better (RFC 9110 section 15.5.2); where there is none, the status is 403. */
    private int status(ErrorCode code) {
        return code.status() == 401 && challenges.isEmpty() ? 403 : code.status();
    }

    private Response challenged(Response response, ErrorCode code) {
        Response challenged = response;
        for (String challenge : challenges) {
            boolean badToken = BAD_TOKEN.contains(code) && challenge.startsWith("Bearer ");
            challenged =
                    challenged.with("WWW-Authenticate", badToken ? challenge + ", error=\"invalid_token\"" : challenge);
        }
        return challenged;
    }

    private static List<Header> protection(boolean strictTransport) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("X-Content-Type-Options", "nosniff"));
        headers.add(new Header("Referrer-Policy", "no-referrer"));
        headers.add(new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
        if (strictTransport) {
            headers.add(new Header("Strict-Transport-Security", "max-age=31536000"));
        }
        return headers;
    }
}
