package dev.keycard.delivery;

/** Where mails are delivered to: the values of {@code mail.outbox}. */
public enum OutboxKind {
    /** Nowhere: everything that needs mail is off. */
    NONE,
    /** To a mail server. */
    SMTP,
    /** To files, for development or for another program that sends them. */
    FILE,
    /** To the log, only for development: readers of the log can use the links. */
    LOG_INSECURE,
    /** To the outbox that the program around the engine brings. */
    APPLICATION
}
