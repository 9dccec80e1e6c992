package dev.keycard.node;

import dev.keycard.Environment;
import dev.keycard.delivery.Delivery;
import dev.keycard.delivery.FileDelivery;
import dev.keycard.delivery.LogDelivery;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.QueuedOutbox;
import dev.keycard.delivery.Sender;
import dev.keycard.delivery.SmtpDelivery;
import dev.keycard.mail.Outbox;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.MailSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where the mail of a node goes.
 *
 * @param outbox takes mail; null if mail is off
 * @param closed what is closed with the node
 */
record NodeOutbox(@Nullable Outbox outbox, @Nullable QueuedOutbox closed) {

    private static final int CAPACITY = 1000;

    /**
     * The outbox that the settings describe. Opens no connection yet.
     *
     * @throws dev.keycard.settings.ConfigurationException if a setting is missing or contradicts another
     */
    static NodeOutbox configured(Configuration settings, DataFolder folder, Environment environment) {
        OutboxKind kind = settings.get(MailSettings.OUTBOX);
        if (kind == OutboxKind.NONE) {
            return new NodeOutbox(null, null);
        }
        QueuedOutbox outbox =
                new QueuedOutbox(delivery(kind, settings, folder, environment), CAPACITY, QueuedOutbox.PAUSES);
        return new NodeOutbox(outbox, outbox);
    }

    private static Delivery delivery(
            OutboxKind kind, Configuration settings, DataFolder folder, Environment environment) {
        Sender sender = MailSettings.sender(settings);
        return switch (kind) {
            case SMTP ->
                new SmtpDelivery(MailSettings.smtp(settings), sender, environment.clock(), environment.entropy());
            case FILE -> new FileDelivery(folder.outbox(), sender, environment.clock(), environment.entropy());
            case APPLICATION ->
                throw new ConfigurationException(
                        "mail.outbox is application, but the program brings no outbox: choose smtp.");
            case LOG_INSECURE, NONE -> new LogDelivery();
        };
    }
}
