package dev.keycard.mail;

import dev.keycard.address.AddressKey;
import dev.keycard.http.ApiError;
import dev.keycard.throttle.CounterReservation;
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
        new CounterReservation(counters).take(purpose + "-address", AddressKey.of(address), perClient);
    }

    /** Counts a request of that user, by the rate of clients. Throws an {@link ApiError} {@code throttled} if it is used up. */
    public void user(long id) {
        new CounterReservation(counters).take(purpose + "-user/" + id, perClient);
    }

    /** Counts a mail to that address. Throws an {@link ApiError} {@code throttled} if its rate is used up. */
    public void mail(String typed) {
        new CounterReservation(counters).take(purpose + "-mail/" + EmailAddress.fold(typed), perMail);
    }
}
