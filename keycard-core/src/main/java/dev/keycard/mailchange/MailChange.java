package dev.keycard.mailchange;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wish of a user for another mail address, and what became of it. Immutable.
 *
 * @param from the address at the time of the wish; may be empty
 * @param undoable whether whoever reads mail at {@code from} may undo the change: the address was confirmed, and is not one that
 *     the change itself takes back
 * @param to the address that takes its place; empty for none
 * @param effectiveAt when it did; null if it never did
 */
public record MailChange(
        TimeId id,
        UserId userId,
        String from,
        boolean undoable,
        String to,
        State state,
        @Nullable Instant effectiveAt) {

    /** How long the link works that is mailed to the new address. The mail says so, in words. */
    public static final Duration CONFIRMABLE_FOR = Duration.ofHours(24);

    /** How long the link works that is mailed to the old address, from when the change became effective. */
    public static final Duration UNDOABLE_FOR = Duration.ofDays(7);

    /** What became of a change. */
    public enum State {
        /** The link mailed to the new address was not opened yet. A user has one such change at most. */
        PENDING,
        /** The new address took the place of the old one. */
        EFFECTIVE,
        /** Another wish, or an ending of all logins, came first. It can still be reported as not one's own. */
        WITHDRAWN,
        /** Undone, or overruled by staff. Nothing that was mailed for it works any more. */
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

    /** When the user asked for it. */
    public Instant askedAt() {
        return id.time();
    }

    /** Whether the link mailed to the new address works at that moment. */
    public boolean isConfirmable(Instant now) {
        return state == State.PENDING && now.isBefore(askedAt().plus(CONFIRMABLE_FOR));
    }

    /** Whether the link mailed to the old address works at that moment. */
    public boolean isUndoable(Instant now) {
        Instant since = effectiveAt == null ? askedAt() : effectiveAt;
        return undoable && state != State.UNDONE && now.isBefore(since.plus(UNDOABLE_FOR));
    }
}
