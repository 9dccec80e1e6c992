package dev.keycard.mail;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.throttle.Addresses;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.user.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often strangers can make the server send mail: by the client's address, and by the mail address as typed, whether
 * anyone has it or not. Refused requests are not counted. Thread-safe; never blocks.
 */
public final class MailThrottle {

    private final Counters counters;
    private final String purpose;
    private final @Nullable Rate perMail;
    private final @Nullable Rate perClient;

    /**
     * Makes the limits of one endpoint; null is no limit.
     *
     * @param purpose what is counted, apart from other endpoints
     */
    public MailThrottle(Counters counters, String purpose, @Nullable Rate perMail, @Nullable Rate perClient) {
        this.counters = counters;
        this.purpose = purpose;
        this.perMail = perMail;
        this.perClient = perClient;
    }

    /** Counts a request of that client. Throws an {@link ApiError} {@code throttled} if its rate is used up. */
    public void client(String address) {
        take(purpose + "-address/" + Addresses.key(address), perClient);
    }

    /** Counts a mail to that address. Throws an {@link ApiError} {@code throttled} if its rate is used up. */
    public void mail(String typed) {
        take(purpose + "-mail/" + EmailAddress.fold(typed), perMail);
    }

    private void take(String key, @Nullable Rate rate) {
        if (rate == null) {
            return;
        }
        Count count = counters.take(key, rate);
        if (!count.taken()) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, count.reset());
        }
    }
}
