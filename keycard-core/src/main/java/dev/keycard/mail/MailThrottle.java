package dev.keycard.mail;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.throttle.CounterReservation;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.user.EmailAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often unauthenticated clients can make Keycard send mail: by the client's address, and by the mail address as
 * typed, whether or not a user has it. Each method counts one request; if the rate is used up, it counts nothing and returns
 * how long to wait. Thread-safe; waits for shared counters a moment at most.
 */
@Internal
public final class MailThrottle {

    private final Counters counters;
    private final String purpose;
    private final @Nullable Rate perMail;
    private final @Nullable Rate perClient;

    /**
     * Makes the limits of one kind of request; null is no limit.
     *
     * @param purpose separates the counts from those of other requests
     */
    public MailThrottle(Counters counters, String purpose, @Nullable Rate perMail, @Nullable Rate perClient) {
        this.counters = counters;
        this.purpose = purpose;
        this.perMail = perMail;
        this.perClient = perClient;
    }

    /**
     * Counts a request of the client at that address.
     *
     * @return how long to wait; empty if the request may go on
     */
    public Optional<Duration> client(String address) {
        return new CounterReservation(counters).tryTake(purpose + "-address", AddressKey.of(address), perClient);
    }

    /**
     * Counts a request of that user, by the rate of clients.
     *
     * @return how long to wait; empty if the request may go on
     */
    public Optional<Duration> user(UserId id) {
        return new CounterReservation(counters).tryTake(purpose + "-user/" + id, perClient);
    }

    /**
     * Counts a mail to that address.
     *
     * @return how long to wait; empty if the request may go on
     */
    public Optional<Duration> mail(String typed) {
        return new CounterReservation(counters).tryTake(purpose + "-mail/" + EmailAddress.fold(typed), perMail);
    }
}
