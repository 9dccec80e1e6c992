package dev.keycard.gate;

import dev.keycard.http.Request;
import java.util.Optional;

/**
 * One scheme of presenting credentials: reads its own from a request and decides about it. Thread-safe.
 *
 * <p>The Gate calls it in two steps. {@link #authenticateFromMemory} runs on the event loop and must not block; it gives an
 * outcome whenever memory is enough. Only if it gives none, {@link #authenticate} runs on a worker thread and may read the store
 * or compute a hash.
 */
public interface Authenticator {

    /** The name of the scheme in logs and metrics: a constant, such as {@code jwt}. */
    String scheme();

    /** The outcome, if it can be decided without blocking. */
    Optional<Outcome> authenticateFromMemory(Request request);

    /** The outcome; may wait. */
    Outcome authenticate(Request request);

    /** Whether the credential comes in the {@code Authorization} header, which decides alone when it is present. */
    boolean readsHeader();

    /** The challenge of this scheme for a {@code WWW-Authenticate} line (RFC 9110 section 11.6.1), if it has one. */
    Optional<String> challenge();
}
