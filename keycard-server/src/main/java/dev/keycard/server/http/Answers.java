package dev.keycard.server.http;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.web.Api;
import java.util.Optional;

/** Answers requests for the adapter; in production the {@link Api}. Thread-safe; never throws. */
public interface Answers {

    /** The answer, if it can be given without blocking. Called on an event loop. */
    Optional<Response> fromMemory(Request request);

    /** The answer; may block. Called on a worker thread. */
    Response inFull(Request request);

    /** The answer to a request that was not read to its end. */
    Response refuse(Request request, ErrorCode code);

    /** The answer to a request that came when too many were waiting already. */
    Response overloaded(Request request);

    /** Answers by the API. */
    static Answers of(Api api) {
        return new Answers() {
            @Override
            public Optional<Response> fromMemory(Request request) {
                return api.answerFromMemory(request);
            }

            @Override
            public Response inFull(Request request) {
                return api.answer(request);
            }

            @Override
            public Response refuse(Request request, ErrorCode code) {
                return api.refuse(request, code);
            }

            @Override
            public Response overloaded(Request request) {
                return api.overloaded(request);
            }
        };
    }
}
