package dev.keycard.server.cli;

import java.io.Serial;

/** A command cannot do what it was asked. The message is one sentence that says why, and what to do. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String sentence) {
        super(sentence);
    }
}
