package dev.keycard.route;

import dev.keycard.http.Response;

/** Answers the requests of one route. Thread-safe. Refuses by throwing {@link dev.keycard.http.ApiError}. */
@FunctionalInterface
public interface Endpoint {

    Response answer(Call call);
}
