package dev.keycard.gate;

import dev.keycard.http.Request;
import java.util.Optional;

/**
 * One scheme of presenting credentials: reads its own from a request and judges it. Thread-safe.
 *
 * <p>It is asked in two steps. {@link #recall} runs on the event loop and must not block; it answers whenever memory is
 * enough. Only if it cannot, {@link #authenticate} runs on a worker thread and may read the store or compute a hash.
 */
public interface Authenticator {

    /** The outcome, if it can be told without waiting for anything. */
    Optional<Outcome> recall(Request request);

    /** The outcome. */
    Outcome authenticate(Request request);

    /** Whether the credential comes in the {@code Authorization} header, which decides alone when it is present. */
    boolean readsHeader();

    /** The challenge of this scheme for a {@code WWW-Authenticate} line (RFC 9110 section 11.6.1), if it has one. */
    Optional<String> challenge();
}
