package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.mailchange.MailChange;
import java.time.Instant;

/**
 * A change of a mail address.
 *
 * @param turn grows with each change: ids carry the times of clocks, which may differ or stand still
 */
record MailChangeRow(MailChange change, long turn) {

    boolean isOf(UserId userId) {
        return change.userId().equals(userId);
    }

    boolean isPending() {
        return change.state() == MailChange.State.PENDING;
    }

    MailChangeRow withState(MailChange.State state) {
        return new MailChangeRow(change.with(state), turn);
    }

    MailChangeRow effective(Instant at) {
        return new MailChangeRow(change.effective(at), turn);
    }

    /** Whether it removed an address that a reader of its mail may restore at that moment. */
    boolean lost(String address, Instant now) {
        Instant effectiveAt = change.effectiveAt();
        return change.from().equals(address)
                && change.state() == MailChange.State.EFFECTIVE
                && change.undoable()
                && effectiveAt != null
                && effectiveAt.isAfter(now.minus(MailChange.UNDOABLE_FOR));
    }
}
