package dev.keycard.route;

import dev.keycard.http.Response;

/** Answers the requests of one route. Thread-safe. Refuses by throwing {@link dev.keycard.http.ApiError}. */
@FunctionalInterface
public interface Endpoint {

    Response answer(Call call);

    /** Whether success is told in JSON, so that a client that cannot read it gets 406 before anything is done. */
    default boolean answersJson() {
        return true;
    }
}
