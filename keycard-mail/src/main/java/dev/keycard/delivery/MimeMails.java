package dev.keycard.delivery;

import dev.keycard.crypto.Entropy;
import dev.keycard.mail.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;

/** Writes mails as MIME messages. Thread-safe. */
final class MimeMails {

    private static final int ID_BYTES = 16;

    private final Sender sender;
    private final InstantSource clock;
    private final Entropy entropy;

    MimeMails(Sender sender, InstantSource clock, Entropy entropy) {
        this.sender = sender;
        this.clock = clock;
        this.entropy = entropy;
    }

    MimeMessage of(Mail mail, Session session) throws MessagingException {
        Identified message = new Identified(session, "<" + randomName() + "@" + domainOf(sender.address()) + ">");
        message.setFrom(from());
        message.setRecipient(MimeMessage.RecipientType.TO, address(mail.to()));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // Programs that reply automatically do not reply to it (RFC 3834 section 5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    /** A random name, for a file or a message id. */
    String randomName() {
        return HexFormat.of().formatHex(entropy.bytes(ID_BYTES));
    }

    private InternetAddress from() throws MessagingException {
        try {
            InternetAddress from = address(sender.address());
            from.setPersonal(sender.name().isEmpty() ? null : sender.name(), StandardCharsets.UTF_8.name());
            return from;
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("every Java environment has UTF-8", impossible);
        }
    }

    /** Sets the address without parsing it: a parser could find several addresses in one text. */
    private static InternetAddress address(String text) throws MessagingException {
        InternetAddress address = new InternetAddress();
        address.setAddress(text.substring(0, text.indexOf('@') + 1) + domainOf(text));
        address.validate();
        return address;
    }

    private static String domainOf(String address) throws MessagingException {
        try {
            return IDN.toASCII(address.substring(address.indexOf('@') + 1));
        } catch (IllegalArgumentException noDomain) {
            throw new MessagingException("not a domain");
        }
    }

    /** Keeps the given id. The library would make one from the name of this machine. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
