package dev.keycard.server.log;

/** The format of the log. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** One line of text, for people. */
    TEXT
}
