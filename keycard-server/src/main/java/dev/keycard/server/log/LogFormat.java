package dev.keycard.server.log;

/** How the log is written. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** One line of text, for people. */
    TEXT
}
