package dev.keycard.web;

import dev.keycard.gate.Challenges;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.message.Catalogue;
import dev.keycard.message.Languages;
import dev.keycard.web.request.Negotiation;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of every answer, which keep it out of caches and protect it from other sites, and the challenges of a refusal.
 * Immutable.
 */
final class ResponseHeaders {

    private final Languages languages = new Languages();
    private final Challenges challenges;
    private final List<Header> protection;
    private final List<Header> protectionAndNoStore;

    /**
     * Prepares the headers.
     *
     * @param challenges one for each scheme that reads the {@code Authorization} header
     * @param strictTransport whether the site is reached over TLS only
     */
    ResponseHeaders(List<String> challenges, boolean strictTransport) {
        this.challenges = Challenges.ofTexts(challenges);
        this.protection = protection(strictTransport);
        this.protectionAndNoStore = new ArrayList<>(protection);
        protectionAndNoStore.add(new Header(HeaderNames.CACHE_CONTROL, "no-store"));
        protectionAndNoStore.add(new Header(HeaderNames.VARY, "Authorization, Cookie"));
    }

    Response success(Response response) {
        return response.with(response.has(HeaderNames.CACHE_CONTROL) ? protection : protectionAndNoStore);
    }

    Response refusal(Request request, ApiError error) {
        Catalogue translator = languages.choose(request.header(HeaderNames.ACCEPT_LANGUAGE));
        Response response = error.toResponse(challenges.status(error), Negotiation.wantsProblem(request), translator)
                .with("Content-Language", translator.language())
                .with(challenges.headers(error));
        return success(response).with(HeaderNames.VARY, HeaderNames.ACCEPT_LANGUAGE);
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
