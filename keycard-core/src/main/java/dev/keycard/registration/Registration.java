package dev.keycard.registration;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.MailThrottle;
import dev.keycard.message.Languages;
import dev.keycard.password.HashingResult;
import dev.keycard.password.PasswordProblem;
import dev.keycard.password.Passwords;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import dev.keycard.user.UsernameTakenException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers new users: at once, or when the link that was mailed to the given address is opened. Until then nothing is stored.
 * User names are unique, so a link works once. Each attempt is counted before its password is hashed. Thread-safe; blocks for
 * the store and for a place in the hashing pool.
 */
public final class Registration {

    /** The result of an attempt to register. */
    public sealed interface Result {

        /** The user exists. */
        record Created(User user) implements Result {}

        /** A mail is queued; the user is created when its link is opened. */
        record Invited() implements Result {}

        /** The name is in use, or belonged to another user until recently. No result says anything about addresses. */
        record NameTaken() implements Result {}

        /** The password is not acceptable. */
        record Rejected(List<PasswordProblem> problems) implements Result {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }

        /** This client tried too often, or too many mails were sent to this address. */
        record Throttled(Duration retryAfter) implements Result {}

        /** Too many passwords are being hashed, or the outbox is full. */
        record Busy(Duration retryAfter) implements Result {}
    }

    /** The result of opening a link. */
    public sealed interface Confirmation {

        /** The user exists. */
        record Created(User user) implements Confirmation {}

        /** The token is not genuine, or has expired. */
        record BadToken() implements Confirmation {}

        /** Another user took the name meanwhile, or the link was opened before. */
        record NameTaken() implements Confirmation {}

        /** This client opened too many links. */
        record Throttled(Duration retryAfter) implements Confirmation {}
    }

    private final UserStore users;
    private final Passwords passwords;
    private final RegistrationConfig config;
    private final MailContext mail;
    private final InstantSource clock;
    private final ApplicationTokens tokens;
    private final MailThrottle attempts;
    private final MailThrottle confirmations;
    private final Languages languages = new Languages();

    /** @param mail its outbox is not used if the configuration has no link */
    @Internal
    public Registration(UserStore users, Passwords passwords, RegistrationConfig config, MailContext mail) {
        this.users = users;
        this.passwords = passwords;
        this.config = config;
        this.mail = mail;
        this.clock = mail.clock();
        var key = new SealingKey(mail.sealingKey().derive("registration"));
        this.tokens = new ApplicationTokens(key, mail.entropy());
        this.attempts = new MailThrottle(mail.counters(), "register", config.perClient(), config.perClient());
        this.confirmations = new MailThrottle(mail.counters(), "register-confirm", null, config.perClient());
    }

    /** Whether users are created only when the link in a mail is opened. */
    public boolean confirmsAddresses() {
        return config.confirmLink() != null;
    }

    /** Creates the user, or sends the link. */
    public Result register(RegistrationRequest request, AuditContext context) {
        return register(() -> request, context);
    }

    /**
     * The same for a request that is not read yet. It is read after the attempt was counted, so that malformed requests count
     * too.
     *
     * @param reading reads the request; this method passes on its exceptions
     */
    public Result register(Supplier<RegistrationRequest> reading, AuditContext context) {
        Optional<Duration> wait = attempts.client(context.address());
        return wait.isPresent() ? new Result.Throttled(wait.get()) : judged(reading.get(), context);
    }

    private Result judged(RegistrationRequest request, AuditContext context) {
        if (isTaken(request.username())) {
            return new Result.NameTaken();
        }
        List<PasswordProblem> problems = passwords.policy().judge(request.password(), request.passwordOwner());
        if (!problems.isEmpty()) {
            return new Result.Rejected(problems);
        }
        LinkTemplate link = config.confirmLink();
        Optional<Duration> wait = link == null ? Optional.empty() : attempts.mail(request.email());
        return wait.isPresent() ? new Result.Throttled(wait.get()) : hashed(request, link, context);
    }

    private Result hashed(RegistrationRequest request, @Nullable LinkTemplate link, AuditContext context) {
        var caller = HashingCallers.of(request.username().text(), context.address());
        HashingResult hashing = passwords.hashNew(request.password(), request.passwordOwner(), caller);
        if (hashing instanceof HashingResult.Hashed hashed) {
            Applicant applicant = request.withHash(hashed.hash());
            return link == null ? created(applicant, context) : invited(applicant, link, context.acceptLanguage());
        }
        return new Result.Busy(((HashingResult.Busy) hashing).retryAfter());
    }

    private boolean isTaken(Username name) {
        return users.findByName(name).isPresent() || users.isReserved(name, clock.instant());
    }

    private Result created(Applicant applicant, AuditContext context) {
        Optional<User> user = create(applicant, context);
        return user.isPresent() ? new Result.Created(user.get()) : new Result.NameTaken();
    }

    /** Does not check whether another user has the address. */
    private Result invited(Applicant applicant, LinkTemplate link, @Nullable String languagesRead) {
        String token = tokens.issue(applicant, clock.instant());
        MailTexts texts = MailTexts.in(languages, languagesRead);
        boolean offered = mail.outbox().offer(texts.registration(applicant.email(), link.with(token)));
        return offered ? new Result.Invited() : new Result.Busy(MailContext.OUTBOX_RETRY);
    }

    /** Creates the user of the token. */
    public Confirmation confirm(String token, AuditContext context) {
        Optional<Duration> wait = confirmations.client(context.address());
        if (wait.isPresent()) {
            return new Confirmation.Throttled(wait.get());
        }
        Optional<Applicant> applicant = tokens.open(token, clock.instant());
        if (applicant.isEmpty()) {
            return new Confirmation.BadToken();
        }
        Optional<User> user = create(applicant.get(), context);
        return user.isPresent() ? new Confirmation.Created(user.get()) : new Confirmation.NameTaken();
    }

    private Optional<User> create(Applicant applicant, AuditContext context) {
        try {
            return Optional.of(users.create(applicant.asUser(config.tier(), confirmsAddresses()), context));
        } catch (UsernameTakenException | NameReservedException taken) {
            return Optional.empty();
        }
    }
}
