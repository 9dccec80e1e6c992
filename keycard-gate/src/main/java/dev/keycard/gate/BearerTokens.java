package dev.keycard.gate;

import java.util.Optional;

/** Decides about bearer tokens, wherever they were presented: in a header, or in a cookie. Thread-safe. */
public interface BearerTokens {

    /** The outcome if memory is enough for it. Never waits. */
    Optional<Outcome> authenticateFromMemory(String token);

    /** The outcome; may wait. */
    Outcome authenticate(String token);
}
