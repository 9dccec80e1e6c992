package dev.keycard.web;

import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import java.util.ArrayList;
import java.util.List;

/** The headers of every answer, which keep it out of caches and protect it from other sites. Immutable. */
final class ResponseHeaders {

    private final Refusals refusals;
    private final List<Header> protection;
    private final List<Header> protectionAndNoStore;

    /**
     * Prepares the headers.
     *
     * @param strictTransport whether the site is reached over TLS only
     */
    ResponseHeaders(Refusals refusals, boolean strictTransport) {
        this.refusals = refusals;
        this.protection = protection(strictTransport);
        this.protectionAndNoStore = new ArrayList<>(protection);
        protectionAndNoStore.add(new Header(HeaderNames.CACHE_CONTROL, "no-store"));
        protectionAndNoStore.add(new Header(HeaderNames.VARY, "Authorization, Cookie"));
    }

    Response success(Response response) {
        return response.with(response.has(HeaderNames.CACHE_CONTROL) ? protection : protectionAndNoStore);
    }

    Response refusal(Request request, ApiError error) {
        return success(refusals.answer(request, error)).with(HeaderNames.VARY, HeaderNames.ACCEPT_LANGUAGE);
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
