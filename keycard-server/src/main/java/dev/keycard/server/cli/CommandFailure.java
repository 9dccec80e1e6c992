package dev.keycard.server.cli;

import java.io.Serial;

/** A command failed. The message is one sentence with the reason and what to do. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String sentence) {
        super(sentence);
    }
}
