package dev.keycard.mailchange;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.mail.Mail;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.MailThrottle;
import dev.keycard.mailchange.MailChangeTokens.Purpose;
import dev.keycard.message.Languages;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes mail addresses by mail: a link to the new address makes the change effective, and a link to the old one undoes it.
 * The old address gets its mail before the change can become effective. Thread-safe; blocks for the store.
 */
public final class MailChanges {

    /** The result of requesting a change. */
    public sealed interface Result {

        /** The mails are queued; or the address was removed, and the mail to the old address is queued. */
        record Begun() implements Result {}

        /** The user was deleted or deactivated or changed the password; or the credential of the request has ended. */
        record Refused() implements Result {}

        /** The user requested too many changes, or too many mails were sent to the new address. */
        record Throttled(Duration retryAfter) implements Result {}

        /** The outbox has no room for the mails. Nothing was changed. */
        record Busy(Duration retryAfter) implements Result {}
    }

    /** The result of opening a link. */
    public sealed interface LinkResult {

        /** The new address is effective, or the old one is effective again. */
        record Done() implements LinkResult {}

        /** The token is malformed, expired or used; the result does not say which. */
        record BadToken() implements LinkResult {}

        /** This client opened too many links. */
        record Throttled(Duration retryAfter) implements LinkResult {}
    }

    private final MailChangeStore store;
    private final MailContext mail;
    private final MailChangeConfig.Links links;
    private final MailChangeTokens tokens;
    private final MailThrottle requests;
    private final MailThrottle openings;
    private final Languages languages = new Languages();

    /** @throws IllegalArgumentException if the configuration has no links */
    @Internal
    public MailChanges(MailChangeStore store, MailChangeConfig config, MailContext mail) {
        MailChangeConfig.Links wanted = config.links();
        if (wanted == null) {
            throw new IllegalArgumentException("account.email-confirm-link and account.email-undo-link are needed");
        }
        this.store = store;
        this.mail = mail;
        this.links = wanted;
        this.tokens = new MailChangeTokens(mail.sealingKey().derive("mail-change"));
        this.requests = new MailThrottle(mail.counters(), "email-change", config.perUser(), config.perUser());
        this.openings = new MailThrottle(mail.counters(), "email-link", null, config.perClient());
    }

    /**
     * Begins a change. The caller checks the recent proof of the user.
     *
     * @param to the new address; empty for none
     * @throws IllegalArgumentException if no mail can be sent to the new address
     */
    public Result begin(User user, String to, AuditContext context) {
        if (!to.isEmpty() && !EmailAddress.isDeliverable(to)) {
            throw new IllegalArgumentException("no mail can be sent to the address");
        }
        Optional<Duration> wait =
                requests.user(user.id()).or(() -> to.isEmpty() ? Optional.empty() : requests.mail(to));
        if (wait.isPresent()) {
            return new Result.Throttled(wait.get());
        }
        TimeId id = TimeId.at(context.at(), mail.entropy());
        Optional<MailChange> begun = store.begin(id, user.id(), to, user.credentialVersion(), context);
        if (begun.isEmpty()) {
            return new Result.Refused();
        }
        if (begun.filter(change -> offered(user, change, context.acceptLanguage()))
                .isEmpty()) {
            store.withdraw(id, context);
            return new Result.Busy(MailContext.OUTBOX_RETRY);
        }
        // Without a new address there is no link to confirm: the change is effective when the mail to the old address
        // is
        // queued.
        return !to.isEmpty() || store.confirm(id, context) ? new Result.Begun() : new Result.Refused();
    }

    /** The old address gets its mail first: its owner must be warned before a thief can get the link. */
    private boolean offered(User user, MailChange change, @Nullable String languagesRead) {
        MailTexts texts = MailTexts.in(languages, languagesRead);
        List<Mail> mails = new ArrayList<>();
        if (tellsOldAddress(change)) {
            String undo = links.undo().with(tokens.issue(Purpose.UNDO, change));
            mails.add(texts.mailChangeAsked(change.from(), user.username(), undo));
        }
        if (!change.to().isEmpty()) {
            mails.add(
                    texts.mailChangeConfirm(change.to(), links.confirm().with(tokens.issue(Purpose.CONFIRM, change))));
        }
        return mails.stream().allMatch(mail.outbox()::offer);
    }

    /** An address that was never confirmed may belong to anyone. */
    private static boolean tellsOldAddress(MailChange change) {
        return change.undoable() && EmailAddress.isDeliverable(change.from());
    }

    /** Makes the change of the token effective. */
    public LinkResult confirm(String token, AuditContext context) {
        return open(
                context,
                () -> proven(token, Purpose.CONFIRM)
                        .filter(change -> change.isConfirmable(context.at()))
                        .filter(change -> store.confirm(change.id(), context.by(change.userId()))));
    }

    /** Undoes the change of the token. */
    public LinkResult undo(String token, AuditContext context) {
        return open(
                context,
                () -> proven(token, Purpose.UNDO)
                        .filter(change -> change.isUndoable(context.at()))
                        .filter(change -> store.undo(change.id(), context.by(change.userId()))));
    }

    private LinkResult open(AuditContext context, Supplier<Optional<MailChange>> act) {
        Optional<Duration> wait = openings.client(context.address());
        if (wait.isPresent()) {
            return new LinkResult.Throttled(wait.get());
        }
        return act.get().isPresent() ? new LinkResult.Done() : new LinkResult.BadToken();
    }

    private Optional<MailChange> proven(String token, Purpose purpose) {
        return tokens.claimed(token).flatMap(store::find).filter(change -> tokens.proves(token, purpose, change));
    }
}
