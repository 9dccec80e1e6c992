package dev.keycard.delivery;

import dev.keycard.mail.Mail;

/**
 * Delivers one mail. An application may implement it, for a mail service with an API of its own. It is called by one thread at a
 * time and may block.
 */
@FunctionalInterface
public interface Delivery {

    /**
     * Delivers it.
     *
     * @throws DeliveryException if the mail was not delivered; it says whether another attempt makes sense
     */
    void deliver(Mail mail) throws DeliveryException;
}
