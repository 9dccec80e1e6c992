package dev.keycard.registration;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.Outbox;
import dev.keycard.message.Languages;
import dev.keycard.route.Call;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes users of applicants: at once, or when they open the link that a mail brought to the address they gave. Until then
 * nothing is stored. The name's being unique is what lets a link work once. Thread-safe.
 */
public final class Registration {

    private final UserStore users;
    private final Outbox outbox;
    private final RegistrationConfig config;
    private final ApplicationTokens tokens;
    private final InstantSource clock;
    private final Languages languages = new Languages();

    public Registration(
            UserStore users,
            SealingKey sealingKey,
            Outbox outbox,
            RegistrationConfig config,
            Entropy entropy,
            InstantSource clock) {
        this.users = users;
        this.outbox = outbox;
        this.config = config;
        this.tokens = new ApplicationTokens(new SealingKey(sealingKey.derive("registration")), entropy);
        this.clock = clock;
    }

    /** When, where and by whom something is done here. */
    public AuditContext auditContext(Call call) {
        return call.auditContext(clock);
    }

    /** Where the mail leads that confirms an address; null if users are made at once. */
    public @Nullable LinkTemplate confirmLink() {
        return config.confirmLink();
    }

    /** Whether the name belonged to somebody until recently. */
    public boolean isReserved(Username name) {
        return users.isReserved(name, clock.instant());
    }

    /**
     * Makes the user.
     *
     * @throws dev.keycard.user.UsernameTakenException if the name is in use
     * @throws dev.keycard.user.NameReservedException if it was until recently
     */
    public User create(Applicant applicant, AuditContext context) {
        return users.create(applicant.asUser(config.tier(), config.confirmLink() != null), context);
    }

    /** Sends the link. Whether anyone has the address already is not looked at. False if no more mail is taken. */
    public boolean invite(Applicant applicant, LinkTemplate link, @Nullable String acceptLanguage) {
        String token = tokens.issue(applicant, clock.instant());
        return outbox.offer(MailTexts.in(languages, acceptLanguage).registration(applicant.email(), link.with(token)));
    }

    /** The applicant whose link brought the token; empty if it was not issued here, or has expired. */
    public Optional<Applicant> open(String token) {
        return tokens.open(token, clock.instant());
    }
}
