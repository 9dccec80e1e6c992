package dev.keycard.delivery;

import dev.keycard.crypto.Secret;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a mail server. Immutable.
 *
 * @param username null if the server does not ask for one
 * @param password null if the server does not ask for one
 * @param timeout for the connection, and for each step after it; 100 ms to 5 minutes
 */
public record SmtpConfig(
        String host,
        int port,
        @Nullable String username,
        @Nullable Secret password,
        SmtpTls tls,
        Duration timeout) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    /** @throws IllegalArgumentException with the name of the setting and what to do */
    public SmtpConfig {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "mail.smtp.username and mail.smtp.password go together: set both or none");
        }
        if (password != null && tls == SmtpTls.NONE_INSECURE && !THIS_MACHINE.contains(host)) {
            throw new IllegalArgumentException(
                    "mail.smtp.password would travel unprotected: set mail.smtp.tls to" + " starttls-required or tls");
        }
        if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("mail.smtp.timeout is 100ms to 5m");
        }
    }
}
