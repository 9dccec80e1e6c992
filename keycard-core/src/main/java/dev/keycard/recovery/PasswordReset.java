package dev.keycard.recovery;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.DeferredWork;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.Outbox;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resetting passwords by mail. Asking for it takes the same time and gives the same answer whoever has the address: the
 * look-up and the mail come after. Thread-safe.
 */
public final class PasswordReset implements AutoCloseable {

    /** What a token is compared with when it names nobody, so that it costs as much. No MAC fits it: no user has the id 0. */
    private static final StoredPassword NOBODY = new StoredPassword(
            new User(0, "", "", "", "", false, false, false, "", Set.of(), 0, Instant.EPOCH, Instant.EPOCH), "");

    private final UserStore users;
    private final InstantSource clock;
    private final ResetTokens tokens;
    private final ResetMailer mailer;
    private final DeferredWork queue;

    public PasswordReset(
            UserStore users,
            SealingKey sealingKey,
            Outbox outbox,
            LinkTemplate link,
            InstantSource clock,
            Consumer<AuthEvent.Observation> observations) {
        this.users = users;
        this.clock = clock;
        this.tokens = new ResetTokens(sealingKey.derive("password-reset"));
        this.mailer = new ResetMailer(users, tokens, outbox, link, clock, observations);
        this.queue = new DeferredWork("keycard-reset");
    }

    /**
     * Lets those who have the address hear of it, after this returns. Never waits.
     *
     * @param acceptLanguage in which language, as the request's header has it
     */
    public void request(String typed, @Nullable String acceptLanguage, AuditContext context) {
        queue.add(() -> mailer.mailTo(typed, acceptLanguage, context));
    }

    /**
     * The active user who may choose a new password with that token. Using it up is
     * {@link UserStore#changePassword}'s, under the credential version given here: of several uses one succeeds.
     */
    public Optional<User> redeem(String token) {
        StoredPassword owner = tokens.claimedUser(token)
                .flatMap(users::passwordOf)
                .filter(found -> found.user().active())
                .orElse(NOBODY);
        return tokens.proves(token, owner, clock.instant()) && owner.user().active()
                ? Optional.of(owner.user())
                : Optional.empty();
    }

    /** Takes no more requests; finishes what waits if that is soon done. */
    @Override
    public void close() {
        queue.close();
    }
}
