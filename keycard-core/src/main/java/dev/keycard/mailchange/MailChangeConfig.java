package dev.keycard.mailchange;

import dev.keycard.mail.LinkTemplate;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of changing mail addresses.
 *
 * @param links the links in the mails; null if no mail is configured: an address then changes at once, and is not confirmed
 * @param perUser how many changes each user may request, and how many mails a new address gets; null is no limit; default 5 an
 *     hour
 * @param perClient how many links may be opened from each client's address; null is no limit; default 30 an hour
 */
public record MailChangeConfig(
        @Nullable Links links,
        @Nullable Rate perUser,
        @Nullable Rate perClient) {

    /**
     * The links in the mails.
     *
     * @param confirm for the mail to the new address
     * @param undo for the mail to the old address
     */
    public record Links(LinkTemplate confirm, LinkTemplate undo) {}

    /** Without mail. */
    public static MailChangeConfig off() {
        Duration hour = Duration.ofHours(1);
        return new MailChangeConfig(null, new Rate(5, hour), new Rate(30, hour));
    }

    /** The same limits with mail. */
    public MailChangeConfig withLinks(Links wanted) {
        return new MailChangeConfig(wanted, perUser, perClient);
    }
}
