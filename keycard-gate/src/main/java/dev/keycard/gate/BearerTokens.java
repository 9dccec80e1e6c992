package dev.keycard.gate;

import java.util.Optional;

/** Decides about bearer tokens, wherever they were presented: in a header, or in a cookie. Thread-safe. */
public interface BearerTokens {

    /** The outcome, if it can be told without waiting for anything. */
    Optional<Outcome> authenticateFromMemory(String token);

    /** The outcome; may wait. */
    Outcome authenticate(String token);
}
