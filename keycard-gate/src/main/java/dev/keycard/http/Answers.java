package dev.keycard.http;

import java.util.Optional;

/**
 * Answers the requests of an adapter, which translates them from and to its HTTP server. An adapter with event loops first calls
 * {@link #answerFromMemory} on one of them, and {@link #answer} on a worker thread if the result was empty. Thread-safe; never
 * throws.
 */
public interface Answers {

    /** Whether there is an endpoint at that path, in the form of {@link Request#path()}. */
    boolean hasPath(String path);

    /** The answer, if it can be given without blocking. */
    Optional<Response> answerFromMemory(Request request);

    /** The answer; may block for a store or a hash. */
    Response answer(Request request);

    /** The answer to a request that was not read to its end. */
    Response refuse(Request request, ErrorCode code);

    /** The answer to a request that came when too many were waiting already. */
    Response overloaded(Request request);
}
