package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.mailchange.MailChange;
import dev.keycard.user.EmailState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What happens to changes of mail addresses inside a transaction. */
final class MailChangeRows {

    private MailChangeRows() {}

    /** Withdraws the change that is pending, if there is one. */
    static void withdrawPending(Tables tables, UserId userId) {
        setState(tables, row -> row.isOf(userId) && row.isPending(), MailChange.State.WITHDRAWN);
        setPending(tables, userId, null);
    }

    /** Staff or an operator gave the user an address: nothing that was mailed before does anything to it. */
    static void overrule(Tables tables, UserId userId) {
        setState(tables, row -> row.isOf(userId), MailChange.State.UNDONE);
        setPending(tables, userId, null);
    }

    /** Undoes a change and all later ones of the same user. */
    static void undoFrom(Tables tables, MailChangeRow first) {
        UserId userId = first.change().userId();
        setState(tables, row -> row.isOf(userId) && row.turn() >= first.turn(), MailChange.State.UNDONE);
    }

    /** The first change by which the user lost an address, while a reader of its mail may still undo it. */
    static Optional<MailChangeRow> lost(Tables tables, UserId userId, String address, Instant now) {
        return tables.mailChanges
                .rows()
                .filter(row -> row.isOf(userId) && row.lost(address, now))
                .min(Comparator.comparingLong(MailChangeRow::turn));
    }

    static void put(Tables tables, MailChangeRow row) {
        tables.mailChanges.put(row.change().id().text(), row);
    }

    static void setPending(Tables tables, UserId userId, @Nullable String address) {
        change(
                tables,
                userId,
                row -> row.with(row.user()
                        .withEmailState(new EmailState(row.user().emailState().confirmed(), address))));
    }

    /** Gives the user an address, which counts as confirmed. */
    static void setEmail(Tables tables, UserId userId, String address) {
        EmailState state = address.isEmpty() ? EmailState.UNCONFIRMED : EmailState.CONFIRMED;
        change(tables, userId, row -> row.withEmail(address, state));
    }

    private static void change(Tables tables, UserId userId, UnaryOperator<UserRow> change) {
        long number = Tables.number(userId);
        tables.users.find(number).ifPresent(row -> tables.users.put(number, change.apply(row)));
    }

    private static void setState(Tables tables, Predicate<MailChangeRow> which, MailChange.State state) {
        List<MailChangeRow> rows = tables.mailChanges.where(which);
        rows.forEach(row -> put(tables, row.withState(state)));
    }
}
