package dev.keycard.server.log;

import java.util.Optional;

/** How much is logged. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** The level of that name, in lower case. */
    public static Optional<LogLevel> named(String name) {
        return switch (name) {
            case "error" -> Optional.of(ERROR);
            case "warn" -> Optional.of(WARN);
            case "info" -> Optional.of(INFO);
            case "debug" -> Optional.of(DEBUG);
            default -> Optional.empty();
        };
    }
}
