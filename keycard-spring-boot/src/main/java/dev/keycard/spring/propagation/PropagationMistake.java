package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;

/** A mistake in the list of hosts. Its message is one sentence. */
@Internal
public final class PropagationMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PropagationMistake(String sentence) {
        super(sentence);
    }
}
