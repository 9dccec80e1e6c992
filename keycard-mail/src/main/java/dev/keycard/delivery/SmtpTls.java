package dev.keycard.delivery;

/** How the connection to a mail server is protected: the values of {@code mail.smtp.tls}. */
public enum SmtpTls {
    /** STARTTLS before anything else is sent (RFC 3207); nothing is sent to a server that does not offer it. */
    STARTTLS_REQUIRED,
    /** TLS from the first byte (RFC 8314). */
    TLS,
    /** No protection. */
    NONE_INSECURE
}
