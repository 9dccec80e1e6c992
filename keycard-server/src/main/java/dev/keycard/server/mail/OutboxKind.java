package dev.keycard.server.mail;

import java.util.Arrays;
import java.util.Optional;

/** Where mail goes. */
public enum OutboxKind {
    /** Nowhere: what needs mail is off. */
    NONE("none"),
    /** To a mail server. */
    SMTP("smtp"),
    /** Into the folder {@code outbox} of the data folder, for development and for other programs to pick up. */
    FILE("file"),
    /** Into the log, links and all, for development alone: who reads the log can use them. */
    LOG_INSECURE("log-insecure");

    private final String label;

    OutboxKind(String label) {
        this.label = label;
    }

    /** The kind that is written so in the configuration. */
    public static Optional<OutboxKind> named(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
