package dev.keycard.mail;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.throttle.Counters;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The shared objects of the features that send mail. They are thread-safe.
 *
 * @param outbox sends mail
 * @param sealingKey the key from which each feature derives the key of its tokens
 * @param counters counts requests and mails, for the rates
 */
@Internal
public record MailContext(
        Outbox outbox, SealingKey sealingKey, Counters counters, Entropy entropy, InstantSource clock) {

    /**
     * When to try again if the outbox is full: about the time after which a connection to a mail server that does not answer is
     * given up.
     */
    public static final Duration OUTBOX_RETRY = Duration.ofSeconds(30);
}
