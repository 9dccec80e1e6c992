package dev.keycard.delivery;

import dev.keycard.mail.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes complete mails to the log, with their links. Only for development. Thread-safe. */
public final class LogDelivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    @Override
    public void deliver(Mail mail) {
        LOG.atWarn()
                .addKeyValue("to", mail.to())
                .addKeyValue("subject", mail.subject())
                .addKeyValue("text", mail.text())
                .log("mail.outbox is log-insecure: a mail");
    }
}
