package dev.keycard.mailchange;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a user's mail address, and its state. Immutable.
 *
 * @param from the address at the time of the request; may be empty
 * @param undoable whether the link that is mailed to {@code from} may undo the change: that address was confirmed, and the
 *     change does not return to a former one
 * @param to the new address; empty for none
 * @param effectiveAt when the change became effective; null if it did not
 */
public record MailChange(
        TimeId id,
        UserId userId,
        String from,
        boolean undoable,
        String to,
        State state,
        @Nullable Instant effectiveAt) {

    /** How long the link that is mailed to the new address is valid. The mail states this time. */
    public static final Duration CONFIRMABLE_FOR = Duration.ofHours(24);

    /** How long the link that is mailed to the old address is valid, after the change became effective. */
    public static final Duration UNDOABLE_FOR = Duration.ofDays(7);

    /** The state of a change. */
    public enum State {
        /** The link mailed to the new address was not opened yet. A user has at most one such change. */
        PENDING,
        /** The new address replaced the old one. */
        EFFECTIVE,
        /**
         * Replaced by another request, or withdrawn when all logins ended. The link to the old address still works, to report
         * an unknown change.
         */
        WITHDRAWN,
        /** Undone, or replaced by staff. Its mailed links do not work any more. */
        UNDONE
    }

    /** A wish that nothing has become of yet. */
    public static MailChange pending(TimeId id, UserId userId, String from, boolean undoable, String to) {
        return new MailChange(id, userId, from, undoable, to, State.PENDING, null);
    }

    /** The same wish in another state. */
    public MailChange with(State next) {
        return new MailChange(id, userId, from, undoable, to, next, effectiveAt);
    }

    /** The same wish, which became effective at that moment. */
    public MailChange effective(Instant moment) {
        return new MailChange(id, userId, from, undoable, to, State.EFFECTIVE, moment);
    }

    /** When the user requested it. */
    public Instant askedAt() {
        return id.time();
    }

    /** Whether the link mailed to the new address is valid at that moment. */
    public boolean isConfirmable(Instant now) {
        return state == State.PENDING && now.isBefore(askedAt().plus(CONFIRMABLE_FOR));
    }

    /** Whether the link mailed to the old address is valid at that moment. */
    public boolean isUndoable(Instant now) {
        Instant since = effectiveAt == null ? askedAt() : effectiveAt;
        return undoable && state != State.UNDONE && now.isBefore(since.plus(UNDOABLE_FOR));
    }
}
