package dev.keycard.delivery;

import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.mail.Mail;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Sends each mail to a mail server over its own connection. The mail library is loaded with the first mail. Thread-safe. */
public final class SmtpDelivery implements Delivery {

    private final SmtpConfig config;
    private final MimeMails mails;

    public SmtpDelivery(SmtpConfig config, Sender sender, InstantSource clock, Entropy entropy) {
        this.config = config;
        this.mails = new MimeMails(sender, clock, entropy);
    }

    @Override
    public void deliver(Mail mail) throws DeliveryException {
        try {
            send(mail);
        } catch (MessagingException failed) {
            throw describe(failed);
        }
    }

    private void send(Mail mail) throws MessagingException {
        Session session = Session.getInstance(properties(mail));
        MimeMessage message = mails.of(mail, session);
        try (Transport transport = session.getTransport("smtp")) {
            Secret password = config.password();
            transport.connect(
                    config.host(), config.port(), config.username(), password == null ? null : password.reveal());
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private Properties properties(Mail mail) {
        String timeout = Long.toString(config.timeout().toMillis());
        Properties properties = new Properties();
        set(properties, "connectiontimeout", timeout);
        set(properties, "timeout", timeout);
        set(properties, "writetimeout", timeout);
        set(properties, "auth", Boolean.toString(config.username() != null));
        set(properties, "starttls.enable", Boolean.toString(config.tls() == SmtpTls.STARTTLS_REQUIRED));
        set(properties, "starttls.required", Boolean.toString(config.tls() == SmtpTls.STARTTLS_REQUIRED));
        set(properties, "ssl.enable", Boolean.toString(config.tls() == SmtpTls.TLS));
        set(properties, "ssl.protocols", "TLSv1.2 TLSv1.3");
        // This is the default. It is set here because without it any certificate would be accepted.
        set(properties, "ssl.checkserveridentity", "true");
        set(properties, "quitwait", "false");
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(mail.to())) {
            // RFC 6531. Not set for other addresses, because the library logs a warning when the server lacks it.
            properties.setProperty("mail.mime.allowutf8", "true");
        }
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("mail.smtp." + name, value);
    }

    /** Says nothing that the server wrote: its replies may repeat parts of the mail. */
    private DeliveryException describe(MessagingException failed) {
        if (failed instanceof AuthenticationFailedException) {
            return new DeliveryException("the mail server refused the user name or the password", false);
        }
        if (failed instanceof MailConnectException) {
            return new DeliveryException("no connection to " + config.host() + ":" + config.port(), false);
        }
        int code = codeOf(failed);
        if (code > 0) {
            return new DeliveryException("the mail server answered " + code, code >= 500);
        }
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new DeliveryException(
                "the connection to the mail server failed: " + cause.getClass().getSimpleName(), false);
    }

    /** The last reply code in the chain of failures; 0 if there is none. */
    private static int codeOf(MessagingException failed) {
        int code = 0;
        for (Exception e = failed; e instanceof MessagingException next; e = next.getNextException()) {
            if (e instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (e instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
            } else if (e instanceof SMTPSendFailedException sending) {
                code = sending.getReturnCode();
            }
        }
        return code;
    }
}
