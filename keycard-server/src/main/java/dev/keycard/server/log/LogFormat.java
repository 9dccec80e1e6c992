package dev.keycard.server.log;

import java.util.Optional;

/** How the log is written. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** One line of text, for people. */
    TEXT;

    /** The format of that name, in lower case. */
    public static Optional<LogFormat> named(String name) {
        return switch (name) {
            case "json" -> Optional.of(JSON);
            case "text" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }
}
