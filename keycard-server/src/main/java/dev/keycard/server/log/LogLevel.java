package dev.keycard.server.log;

/** The least severe events that are logged. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
