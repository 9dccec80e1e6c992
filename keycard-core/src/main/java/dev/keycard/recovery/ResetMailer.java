package dev.keycard.recovery;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.Occasion;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.Outbox;
import dev.keycard.message.Languages;
import dev.keycard.password.PasswordHasher;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who has a mail address, and writes to each of them: to the address that is stored, never to the one that was typed.
 * Thread-safe; waits for the store.
 */
final class ResetMailer {

    private static final Logger LOG = LoggerFactory.getLogger(ResetMailer.class);

    /** Users that share an address get a mail each, the oldest first, but not more than so many. */
    private static final int MOST_MAILS = 10;

    private static final int MOST_LOOKED_AT = 50;

    private final UserStore users;
    private final ResetTokens tokens;
    private final Outbox outbox;
    private final LinkTemplate link;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;
    private final Languages languages = new Languages();

    ResetMailer(
            UserStore users,
            ResetTokens tokens,
            Outbox outbox,
            LinkTemplate link,
            InstantSource clock,
            Consumer<AuthEvent.Observation> observations) {
        this.users = users;
        this.tokens = tokens;
        this.outbox = outbox;
        this.link = link;
        this.clock = clock;
        this.observations = observations;
    }

    void mailTo(String typed, @Nullable String acceptLanguage, Occasion occasion) {
        MailTexts texts = MailTexts.in(languages, acceptLanguage);
        List<StoredPassword> owners = users.findByMail(EmailAddress.fold(typed), MOST_LOOKED_AT).stream()
                .filter(User::active)
                .filter(user -> EmailAddress.isDeliverable(user.email()))
                .map(user -> users.passwordOf(user.id()))
                .flatMap(Optional::stream)
                .filter(owner -> PasswordHasher.isUsable(owner.hash()))
                .limit(MOST_MAILS)
                .toList();
        owners.forEach(owner -> mail(owner, texts, occasion));
    }

    private void mail(StoredPassword owner, MailTexts texts, Occasion occasion) {
        String token = tokens.issue(owner, clock.instant());
        User user = owner.user();
        boolean taken = outbox.offer(texts.passwordReset(user.email(), user.username(), link.with(token)));
        if (taken) {
            observations.accept(new AuthEvent.PasswordResetSent(occasion, user.id()));
        } else {
            LOG.atWarn().addKeyValue("user", user.id()).log("no room in the outbox for a password reset mail");
        }
    }
}
