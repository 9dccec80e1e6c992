package dev.keycard.server.node;

import dev.keycard.Environment;
import dev.keycard.delivery.Delivery;
import dev.keycard.delivery.FileDelivery;
import dev.keycard.delivery.LogDelivery;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.QueuedOutbox;
import dev.keycard.delivery.Sender;
import dev.keycard.delivery.SmtpDelivery;
import dev.keycard.server.data.DataFolder;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.MailSettings;
import java.util.Optional;

/** Makes the outbox that the settings describe. */
final class Outboxes {

    private static final int CAPACITY = 1000;

    private Outboxes() {}

    /**
     * The outbox; empty if mail is off. Opens no connection yet.
     *
     * @throws ConfigurationException if a setting is missing or contradicts another
     */
    static Optional<QueuedOutbox> open(Configuration settings, DataFolder folder, Environment environment) {
        OutboxKind kind = settings.get(MailSettings.OUTBOX);
        return kind == OutboxKind.NONE
                ? Optional.empty()
                : Optional.of(
                        new QueuedOutbox(delivery(kind, settings, folder, environment), CAPACITY, QueuedOutbox.PAUSES));
    }

    private static Delivery delivery(
            OutboxKind kind, Configuration settings, DataFolder folder, Environment environment) {
        Sender sender = MailSettings.sender(settings);
        return switch (kind) {
            case SMTP ->
                new SmtpDelivery(MailSettings.smtp(settings), sender, environment.clock(), environment.entropy());
            case FILE -> new FileDelivery(folder.outbox(), sender, environment.clock(), environment.entropy());
            case LOG_INSECURE, NONE -> new LogDelivery();
        };
    }
}
