package dev.keycard.recovery;

import dev.keycard.mail.LinkTemplate;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of resetting passwords.
 *
 * @param link the link in the mail; null turns the feature off, which is the default
 * @param perMail how many requests for each mail address, whether or not a user has it; null is no limit; default 5 an hour
 * @param perClient how many requests, and as many confirmations, from each client's address; null is no limit; default 30 an
 *     hour
 */
public record RecoveryConfig(
        @Nullable LinkTemplate link,
        @Nullable Rate perMail,
        @Nullable Rate perClient) {

    /** How long a link is valid. The mail states this time. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** No link, so no password can be reset by mail. */
    public static RecoveryConfig off() {
        Duration hour = Duration.ofHours(1);
        return new RecoveryConfig(null, new Rate(5, hour), new Rate(30, hour));
    }

    /** The same limits with a link, which turns the feature on. */
    public RecoveryConfig withLink(LinkTemplate template) {
        return new RecoveryConfig(template, perMail, perClient);
    }
}
