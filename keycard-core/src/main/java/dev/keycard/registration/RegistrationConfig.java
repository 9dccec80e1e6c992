package dev.keycard.registration;

import dev.keycard.mail.LinkTemplate;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of registration.
 *
 * @param enabled whether people may register; default false
 * @param confirmLink the link in the mail that confirms an address; null if addresses are not confirmed
 * @param tier the tier of new users; default none
 * @param perClient how many registrations, and as many confirmations, from each client's address, and how many mails to each
 *     mail address; null is no limit; default 10 an hour
 */
public record RegistrationConfig(
        boolean enabled,
        @Nullable LinkTemplate confirmLink,
        String tier,
        @Nullable Rate perClient) {

    /** How long a link is valid. The mail states this time. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** No user can register. */
    public static RegistrationConfig off() {
        return new RegistrationConfig(false, null, "", new Rate(10, Duration.ofHours(1)));
    }

    /** The same limits, with registration enabled; with a link, addresses are confirmed. */
    public RegistrationConfig open(@Nullable LinkTemplate link) {
        return new RegistrationConfig(true, link, tier, perClient);
    }
}
