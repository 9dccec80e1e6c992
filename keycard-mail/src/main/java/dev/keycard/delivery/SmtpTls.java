package dev.keycard.delivery;

import java.util.Arrays;
import java.util.Optional;

/** How the connection to a mail server is protected. */
public enum SmtpTls {
    /** STARTTLS before anything else is sent (RFC 3207); nothing is sent to a server that does not offer it. */
    STARTTLS_REQUIRED("starttls-required"),
    /** TLS from the first byte (RFC 8314). */
    TLS("tls"),
    /** No protection. */
    NONE_INSECURE("none-insecure");

    private final String label;

    SmtpTls(String label) {
        this.label = label;
    }

    /** The protection with this name in the configuration. */
    public static Optional<SmtpTls> named(String label) {
        return Arrays.stream(values()).filter(tls -> tls.label.equals(label)).findFirst();
    }
}
