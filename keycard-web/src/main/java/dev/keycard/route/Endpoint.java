package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.http.Response;

/** Answers the requests of one route. Thread-safe. Refuses by throwing {@link dev.keycard.http.ApiError}. */
@Internal
@FunctionalInterface
public interface Endpoint {

    Response answer(Call call);

    /** Whether a successful answer is JSON: a client that does not accept JSON gets 406 before anything is done. */
    default boolean answersJson() {
        return true;
    }
}
