package dev.keycard.spring.rules;

import dev.keycard.api.Internal;

/** A mistake in a rule or a rate of a method, with which the application does not start. Its message is one sentence. */
@Internal
public final class RuleMistake extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public RuleMistake(String sentence) {
        super(sentence);
    }

    public RuleMistake(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
