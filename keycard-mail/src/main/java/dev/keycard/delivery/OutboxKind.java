package dev.keycard.delivery;

import java.util.Arrays;
import java.util.Optional;

/** Where mails are delivered to: the values of {@code mail.outbox}. */
public enum OutboxKind {
    /** Nowhere: everything that needs mail is off. */
    NONE("none"),
    /** To a mail server. */
    SMTP("smtp"),
    /** To files, for development or for another program that sends them. */
    FILE("file"),
    /** To the log, only for development: whoever reads the log can use the links. */
    LOG_INSECURE("log-insecure");

    private final String label;

    OutboxKind(String label) {
        this.label = label;
    }

    /** The kind with this name in the configuration. */
    public static Optional<OutboxKind> named(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
