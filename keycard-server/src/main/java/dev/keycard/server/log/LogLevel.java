package dev.keycard.server.log;

import ch.qos.logback.classic.Level;
import java.util.Optional;

/** How much is logged. */
public enum LogLevel {
    ERROR(Level.ERROR),
    WARN(Level.WARN),
    INFO(Level.INFO),
    DEBUG(Level.DEBUG);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

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

    Level toLogback() {
        return level;
    }
}
