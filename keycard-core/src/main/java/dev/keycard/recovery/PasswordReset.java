package dev.keycard.recovery;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.mail.DeferredWork;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.MailThrottle;
import dev.keycard.password.HashingResult;
import dev.keycard.password.PasswordProblem;
import dev.keycard.password.Passwords;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.NewPassword;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Resets passwords by mail. A request takes the same time and has the same result for every address: users are looked up, and
 * the mail is written, after the answer. Thread-safe; confirming blocks for the store and for a place in the hashing pool.
 */
public final class PasswordReset implements AutoCloseable {

    /** The result of requesting a mail. */
    public sealed interface Request {

        /** Users with the address get a mail. The result does not say whether there are any. */
        record Accepted() implements Request {}

        /** Too many were requested, by this client or for this address. */
        record Throttled(Duration retryAfter) implements Request {}
    }

    /** The result of setting a new password. */
    public sealed interface Confirmation {

        /** The password is changed; all logins of the user have ended, and all API tokens unless they were kept. */
        record Changed(User user) implements Confirmation {}

        /** The token is malformed, expired or used, or its user is deleted or inactive; the result does not say which. */
        record BadToken() implements Confirmation {}

        /** The password is not acceptable. The token is still valid. */
        record Rejected(List<PasswordProblem> problems) implements Confirmation {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }

        /** This client confirmed too often. */
        record Throttled(Duration retryAfter) implements Confirmation {}

        /** Too many passwords are being hashed. */
        record Busy(Duration retryAfter) implements Confirmation {}
    }

    /**
     * The user for the comparison of a token without a known user, so that it takes as long. No MAC matches, because no user
     * has the id 0.
     */
    private static final StoredPassword NOBODY =
            new StoredPassword(User.named(UserId.NOBODY, "").withActive(false), "");

    private final UserStore users;
    private final Passwords passwords;
    private final InstantSource clock;
    private final ResetTokens tokens;
    private final ResetMailer mailer;
    private final MailThrottle requests;
    private final MailThrottle confirmations;
    private final DeferredWork queue = new DeferredWork("keycard-reset");

    /** @throws IllegalArgumentException if the configuration has no link */
    @Internal
    public PasswordReset(
            UserStore users,
            Passwords passwords,
            RecoveryConfig config,
            MailContext mail,
            Consumer<AuthEvent.Observation> observations) {
        LinkTemplate link = config.link();
        if (link == null) {
            throw new IllegalArgumentException("password.reset-link is needed");
        }
        this.users = users;
        this.passwords = passwords;
        this.clock = mail.clock();
        this.tokens = new ResetTokens(mail.sealingKey().derive("password-reset"));
        this.mailer = new ResetMailer(users, passwords::isUsable, tokens, link, mail, observations);
        this.requests = new MailThrottle(mail.counters(), "reset", config.perMail(), config.perClient());
        this.confirmations = new MailThrottle(mail.counters(), "reset-confirm", null, config.perClient());
    }

    /** Sends a mail to the users who have confirmed the address, after this returns. Never blocks. */
    public Request request(String address, AuditContext context) {
        Optional<Duration> wait = requests.client(context.address()).or(() -> requests.mail(address));
        if (wait.isPresent()) {
            return new Request.Throttled(wait.get());
        }
        queue.add(() -> mailer.mailTo(address, context));
        return new Request.Accepted();
    }

    /**
     * Sets a new password for the user of the token. Of several uses of one token one succeeds.
     *
     * @param keepApiTokens whether the user's API tokens stay valid
     */
    public Confirmation confirm(String token, String newPassword, boolean keepApiTokens, AuditContext context) {
        Optional<Duration> wait = confirmations.client(context.address());
        if (wait.isPresent()) {
            return new Confirmation.Throttled(wait.get());
        }
        Optional<User> owner = owner(token);
        if (owner.isEmpty()) {
            return new Confirmation.BadToken();
        }
        User user = owner.get();
        var caller = HashingCallers.of(user.username(), context.address());
        HashingResult hashing = passwords.hashNew(newPassword, user.passwordOwner(), caller);
        if (hashing instanceof HashingResult.Rejected rejected) {
            return new Confirmation.Rejected(rejected.problems());
        }
        if (hashing instanceof HashingResult.Hashed hashed) {
            NewPassword wanted = NewPassword.replacing(user, hashed.hash()).sparingApiTokens(keepApiTokens);
            // The token is bound to the credential version, which this increments: the change itself makes it invalid.
            boolean changed = users.changePassword(wanted, context.by(user.id()));
            return changed ? new Confirmation.Changed(user) : new Confirmation.BadToken();
        }
        return new Confirmation.Busy(((HashingResult.Busy) hashing).retryAfter());
    }

    private Optional<User> owner(String token) {
        StoredPassword owner = tokens.claimedUser(token)
                .flatMap(users::passwordOf)
                .filter(found -> found.user().active())
                .orElse(NOBODY);
        return tokens.proves(token, owner, clock.instant()) && owner.user().active()
                ? Optional.of(owner.user())
                : Optional.empty();
    }

    /** Accepts no more requests, and finishes the waiting ones if that takes a few seconds at most. */
    @Override
    public void close() {
        queue.close();
    }
}
