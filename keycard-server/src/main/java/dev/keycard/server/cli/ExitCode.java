package dev.keycard.server.cli;

import java.io.Serial;

/** A command that has said everything, and whose result is told by its exit code. */
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
