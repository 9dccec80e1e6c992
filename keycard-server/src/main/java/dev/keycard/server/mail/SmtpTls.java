package dev.keycard.server.mail;

import java.util.Arrays;
import java.util.Optional;

/** How the connection to a mail server is protected. */
public enum SmtpTls {
    /** It begins in the clear and must turn to TLS before anything is sent (RFC 3207); a server that does not offer it gets nothing. */
    STARTTLS_REQUIRED("starttls-required"),
    /** TLS from the first byte (RFC 8314). */
    TLS("tls"),
    /** Not at all. */
    NONE_INSECURE("none-insecure");

    private final String label;

    SmtpTls(String label) {
        this.label = label;
    }

    /** The protection that is written so in the configuration. */
    public static Optional<SmtpTls> named(String label) {
        return Arrays.stream(values()).filter(tls -> tls.label.equals(label)).findFirst();
    }
}
