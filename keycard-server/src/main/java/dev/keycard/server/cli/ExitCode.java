package dev.keycard.server.cli;

import java.io.Serial;

/** Ends a command with an exit code; its output is already complete. */
final class ExitCode extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;

    ExitCode(int code) {
        super("exit code " + code, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
