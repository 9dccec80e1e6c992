package dev.keycard.web;

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
import org.jspecify.annotations.Nullable;

/**
 * What is added to every answer: the headers that keep it out of caches and out of other sites' hands, and the challenges of a
 * refusal. Immutable.
 */
final class ResponseHeaders {

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
    ResponseHeaders(List<String> challenges, boolean strictTransport) {
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
        Catalogue translator = languages.choose(request.header("Accept-Language"));
        Response response = error.toResponse(status, Negotiation.wantsProblem(request), translator)
                .with("Content-Language", translator.language());
        return success(status == 401 ? challenged(response, error) : response).with("Vary", "Accept-Language");
    }

    /** A 401 has to name a way to do better (RFC 9110 section 15.5.2); where there is none, the status is 403. */
    private int status(ErrorCode code) {
        return code.status() == 401 && challenges.isEmpty() ? 403 : code.status();
    }

    private Response challenged(Response response, ApiError error) {
        String reason = reason(error);
        Response challenged = response;
        for (String challenge : challenges) {
            boolean reasoned = reason != null && challenge.startsWith("Bearer ");
            challenged = challenged.with("WWW-Authenticate", reasoned ? challenge + ", " + reason : challenge);
        }
        return challenged;
    }

    private static @Nullable String reason(ApiError error) {
        return BAD_TOKEN.contains(error.code()) ? "error=\"invalid_token\"" : error.challenge();
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
