package dev.keycard.throttle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rates; null means unlimited.
 *
 * @param anon requests without credentials, for each address; default none
 * @param user requests of each user; default none
 * @param signIn failed sign-ins for each account; default 10 a minute
 * @param signInAddress failed sign-ins from each address; default 100 a minute
 */
public record ThrottleConfig(
        @Nullable Rate anon,
        @Nullable Rate user,
        @Nullable Rate signIn,
        @Nullable Rate signInAddress) {

    public static ThrottleConfig defaults() {
        Duration minute = Duration.ofMinutes(1);
        return new ThrottleConfig(null, null, new Rate(10, minute), new Rate(100, minute));
    }
}
