package dev.keycard.server.node;

import dev.keycard.Environment;
import dev.keycard.delivery.Delivery;
import dev.keycard.delivery.FileDelivery;
import dev.keycard.delivery.LogDelivery;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.QueuedOutbox;
import dev.keycard.delivery.Sender;
import dev.keycard.delivery.SmtpConfig;
import dev.keycard.delivery.SmtpDelivery;
import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.ConfigurationException;
import dev.keycard.server.config.Settings;
import dev.keycard.server.data.DataFolder;
import java.util.Optional;

/** The outbox that the settings ask for. */
final class Outboxes {

    private static final int CAPACITY = 1000;

    private Outboxes() {}

    /** Empty if there is none. Nothing is connected to yet. @throws ConfigurationException if a setting is missing or contradicts */
    static Optional<QueuedOutbox> open(Configuration settings, DataFolder folder, Environment environment) {
        OutboxKind kind = settings.get(Settings.MAIL_OUTBOX);
        return kind == OutboxKind.NONE
                ? Optional.empty()
                : Optional.of(
                        new QueuedOutbox(delivery(kind, settings, folder, environment), CAPACITY, QueuedOutbox.PAUSES));
    }

    private static Delivery delivery(
            OutboxKind kind, Configuration settings, DataFolder folder, Environment environment) {
        Sender sender = settings.get(Settings.MAIL_FROM)
                .orElseThrow(() ->
                        new ConfigurationException("mail.from is needed with mail.outbox: set from whom mail comes."));
        return switch (kind) {
            case SMTP -> new SmtpDelivery(smtp(settings), sender, environment.clock(), environment.entropy());
            case FILE -> new FileDelivery(folder.outbox(), sender, environment.clock(), environment.entropy());
            case LOG_INSECURE, NONE -> new LogDelivery();
        };
    }

    private static SmtpConfig smtp(Configuration settings) {
        String host = settings.get(Settings.SMTP_HOST)
                .orElseThrow(() -> new ConfigurationException("mail.smtp.host is needed with mail.outbox smtp."));
        try {
            return new SmtpConfig(
                    host,
                    settings.get(Settings.SMTP_PORT),
                    settings.get(Settings.SMTP_USERNAME).orElse(null),
                    settings.get(Settings.SMTP_PASSWORD).orElse(null),
                    settings.get(Settings.SMTP_TLS),
                    settings.get(Settings.SMTP_TIMEOUT));
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(refused.getMessage() + ".");
        }
    }
}
