package dev.keycard.spring.autoconfigure;

/** A mistake in the properties of a service that verifies tokens. Its message is one sentence. */
final class VerifierMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerifierMistake(String sentence) {
        super(sentence);
    }
}
