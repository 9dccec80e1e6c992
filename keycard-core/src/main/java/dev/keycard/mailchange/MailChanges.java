package dev.keycard.mailchange;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.Mail;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChangeTokens.Purpose;
import dev.keycard.message.Languages;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes mail addresses by mail: a link to the new address makes the change effective, and a link to the old one undoes it. The
 * old address gets its mail before the change can become effective. Thread-safe; waits for the store.
 */
public final class MailChanges {

    /** What came of a wish for another address. */
    public enum Outcome {
        /** The mails are on their way; or that to the old address is, and the address was taken away. */
        BEGUN,
        /** The outbox has no room for the mails. Nothing was changed. */
        NO_ROOM,
        /** The user is gone, inactive, or has another password by now. */
        REFUSED
    }

    private final MailChangeStore store;
    private final MailChangeTokens tokens;
    private final Outbox outbox;
    private final MailChangeConfig.Links links;
    private final Entropy entropy;
    private final Languages languages = new Languages();

    public MailChanges(
            MailChangeStore store,
            SealingKey sealingKey,
            Outbox outbox,
            MailChangeConfig.Links links,
            Entropy entropy) {
        this.store = store;
        this.tokens = new MailChangeTokens(sealingKey.derive("mail-change"));
        this.outbox = outbox;
        this.links = links;
        this.entropy = entropy;
    }

    /**
     * Begins a change.
     *
     * @param to the new address, to which mail can be sent; empty for none
     * @param acceptLanguage in which language to write, as the request's header has it
     */
    public Outcome begin(User user, String to, @Nullable String acceptLanguage, AuditContext context) {
        TimeId id = TimeId.at(context.at(), entropy);
        Optional<MailChange> begun = store.begin(id, user.id(), to, user.credentialVersion(), context);
        if (begun.isEmpty()) {
            return Outcome.REFUSED;
        }
        if (begun.filter(change -> offered(user, change, acceptLanguage)).isEmpty()) {
            store.withdraw(id, context);
            return Outcome.NO_ROOM;
        }
        // No link can be mailed to no address: the change takes effect as soon as the mail to the old one is on its
        // way.
        return !to.isEmpty() || store.confirm(id, context) ? Outcome.BEGUN : Outcome.REFUSED;
    }

    /** The old address is told first: whoever can read mail there must not learn of it later than the thief. */
    private boolean offered(User user, MailChange change, @Nullable String acceptLanguage) {
        MailTexts texts = MailTexts.in(languages, acceptLanguage);
        List<Mail> mails = new ArrayList<>();
        if (tellsOldAddress(change)) {
            String undo = links.undo().with(tokens.issue(Purpose.UNDO, change));
            mails.add(texts.mailChangeAsked(change.from(), user.username(), undo));
        }
        if (!change.to().isEmpty()) {
            mails.add(
                    texts.mailChangeConfirm(change.to(), links.confirm().with(tokens.issue(Purpose.CONFIRM, change))));
        }
        return mails.stream().allMatch(outbox::offer);
    }

    /** An address that was never confirmed may be anyone's. */
    private static boolean tellsOldAddress(MailChange change) {
        return change.undoable() && EmailAddress.isDeliverable(change.from());
    }

    /** Makes the change effective whose link brought the token; false if the link does not work, or no longer. */
    public boolean confirm(String token, AuditContext context) {
        return proven(token, Purpose.CONFIRM)
                .filter(change -> change.isConfirmable(context.at()))
                .filter(change -> store.confirm(change.id(), context.by(change.userId())))
                .isPresent();
    }

    /** Undoes the change whose link brought the token; false if the link does not work, or no longer. */
    public boolean undo(String token, AuditContext context) {
        return proven(token, Purpose.UNDO)
                .filter(change -> change.isUndoable(context.at()))
                .filter(change -> store.undo(change.id(), context.by(change.userId())))
                .isPresent();
    }

    private Optional<MailChange> proven(String token, Purpose purpose) {
        return tokens.claimed(token).flatMap(store::find).filter(change -> tokens.proves(token, purpose, change));
    }
}
