package dev.keycard.throttle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often users may write; null means unlimited. Rows stay for some time: an API token that is made and ended leaves a row,
 * two audit entries and a change, about 850 bytes. The rates limit how much one user adds to the disk in a day.
 *
 * @param user requests of each user that change something, over all endpoints together; default 60 a minute
 * @param userPerDay the same for a day; default 2000
 * @param staff the same requests of staff, instead of both; default 600 a minute
 * @param loginsPerDay logins, and API tokens made by signing in, of each user; default 20,000 a day
 * @param refreshes refreshes of each login: each waits for the disk; default 120 a minute
 */
public record WriteRates(
        @Nullable Rate user,
        @Nullable Rate userPerDay,
        @Nullable Rate staff,
        @Nullable Rate loginsPerDay,
        @Nullable Rate refreshes) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** The defaults that the parameters of this record name. */
    public static WriteRates defaults() {
        return new WriteRates(
                new Rate(60, MINUTE),
                new Rate(2000, DAY),
                new Rate(600, MINUTE),
                new Rate(20_000, DAY),
                new Rate(120, MINUTE));
    }

    /** Without limits. */
    public static WriteRates unlimited() {
        return new WriteRates(null, null, null, null, null);
    }
}
