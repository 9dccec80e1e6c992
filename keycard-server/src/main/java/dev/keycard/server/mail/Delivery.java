package dev.keycard.server.mail;

import dev.keycard.mail.Mail;

/** Brings one mail where it goes. Called by one thread at a time; may wait. */
@FunctionalInterface
public interface Delivery {

    void deliver(Mail mail) throws DeliveryException;
}
