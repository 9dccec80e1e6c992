package dev.keycard.account;

import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.notice.Notice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of one's own account.
 *
 * @param recentProof how long a sign-in counts as recent proof of identity; at most a day; default 5 minutes
 * @param mailChange how the mail address is changed
 * @param notices the events that users are notified of by mail, if mail is configured; default all
 */
public record AccountConfig(Duration recentProof, MailChangeConfig mailChange, Set<Notice> notices) {

    /** @throws IllegalArgumentException if a value is out of range; the message names the setting */
    public AccountConfig {
        if (recentProof.isNegative() || recentProof.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("account.recent-proof must be at most 24h");
        }
        notices = Set.copyOf(notices);
    }

    /** The defaults that the parameters of this record name. */
    public static AccountConfig defaults() {
        return new AccountConfig(Duration.ofMinutes(5), MailChangeConfig.off(), EnumSet.allOf(Notice.class));
    }
}
