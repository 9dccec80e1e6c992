package dev.keycard.recovery;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.Mail;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.MailTexts;
import dev.keycard.message.Languages;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the users who have confirmed a mail address, and writes one mail to it: to the stored address, never to the one that
 * was typed. Thread-safe; blocks for the store.
 */
final class ResetMailer {

    private static final Logger LOG = LoggerFactory.getLogger(ResetMailer.class);

    /** The maximum number of users in one mail, if they share an address; the oldest come first. */
    private static final int MAX_LISTED = 10;

    private static final int MAX_LOOKED_AT = 50;

    private final UserStore users;
    private final Predicate<String> usable;
    private final ResetTokens tokens;
    private final LinkTemplate link;
    private final MailContext mail;
    private final Consumer<AuthEvent.Observation> observations;
    private final Languages languages = new Languages();

    /** @param usable whether a text is the hash of a password */
    ResetMailer(
            UserStore users,
            Predicate<String> usable,
            ResetTokens tokens,
            LinkTemplate link,
            MailContext mail,
            Consumer<AuthEvent.Observation> observations) {
        this.users = users;
        this.usable = usable;
        this.tokens = tokens;
        this.link = link;
        this.mail = mail;
        this.observations = observations;
    }

    void mailTo(String typed, AuditContext context) {
        MailTexts texts = MailTexts.in(languages, context.acceptLanguage());
        // Addresses with the same folded key may be different mailboxes: each gets a mail about the users who have
        // exactly that
        // address.
        Map<String, List<StoredPassword>> byAddress = users.findByMail(EmailAddress.fold(typed), MAX_LOOKED_AT).stream()
                .filter(User::active)
                .filter(user -> EmailAddress.isDeliverable(user.email()))
                .map(user -> users.passwordOf(user.id()))
                .flatMap(Optional::stream)
                .filter(owner -> usable.test(owner.hash()))
                .collect(Collectors.groupingBy(owner -> owner.user().email(), LinkedHashMap::new, Collectors.toList()));
        byAddress.forEach((address, owners) ->
                send(address, owners.subList(0, Math.min(owners.size(), MAX_LISTED)), texts, context));
    }

    private void send(String address, List<StoredPassword> owners, MailTexts texts, AuditContext context) {
        Map<String, String> links = new LinkedHashMap<>();
        owners.forEach(owner -> links.put(
                owner.user().username(),
                link.with(tokens.issue(owner, mail.clock().instant()))));
        Mail written = owners.size() == 1
                ? texts.passwordReset(
                        address,
                        owners.get(0).user().username(),
                        links.values().iterator().next())
                : texts.passwordResets(address, links);
        boolean taken = mail.outbox().offer(written);
        for (StoredPassword owner : owners) {
            if (taken) {
                observations.accept(
                        new AuthEvent.PasswordResetSent(context, owner.user().id()));
            } else {
                LOG.atWarn()
                        .addKeyValue("user", owner.user().id().value())
                        .log("no room in the outbox for a password reset mail");
            }
        }
    }
}
