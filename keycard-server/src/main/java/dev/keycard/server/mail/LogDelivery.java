package dev.keycard.server.mail;

import dev.keycard.mail.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whole mails to the log. For development alone. */
public final class LogDelivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    @Override
    public void deliver(Mail mail) {
        LOG.atWarn()
                .addKeyValue("to", mail.to())
                .addKeyValue("subject", mail.subject())
                .addKeyValue("text", mail.text())
                .log("a mail, in the log because mail.outbox is log-insecure");
    }
}
