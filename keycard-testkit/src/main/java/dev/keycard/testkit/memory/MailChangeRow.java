package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.mailchange.MailChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        return with(state, change.effectiveAt());
    }

    MailChangeRow effective(Instant at) {
        return with(MailChange.State.EFFECTIVE, at);
    }

    /** Whether it took an address away that whoever reads mail there may take back at that moment. */
    boolean lost(String address, Instant now) {
        Instant effectiveAt = change.effectiveAt();
        return change.from().equals(address)
                && change.state() == MailChange.State.EFFECTIVE
                && change.undoable()
                && effectiveAt != null
                && effectiveAt.isAfter(now.minus(MailChange.UNDOABLE_FOR));
    }

    private MailChangeRow with(MailChange.State state, @Nullable Instant effectiveAt) {
        return new MailChangeRow(
                new MailChange(
                        change.id(),
                        change.userId(),
                        change.from(),
                        change.undoable(),
                        change.to(),
                        state,
                        effectiveAt),
                turn);
    }
}
