package dev.keycard;

import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.MailContext;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.password.Passwords;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.registration.Registration;
import dev.keycard.registration.RegistrationConfig;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The services that send links by mail: password reset, registration, and changes of addresses. Each is null if it is off. */
final class MailServices implements AutoCloseable {

    final @Nullable PasswordReset reset;
    final @Nullable Registration registration;
    final @Nullable MailChanges mailChanges;

    /** @throws IllegalArgumentException if mail is required without an outbox; the message names the setting */
    MailServices(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            Passwords passwords,
            Consumer<AuthEvent.Observation> observations,
            Extensions extensions) {
        Outbox outbox = extensions.outbox();
        var mail = new MailContext(
                outbox == null ? unused -> false : outbox,
                sealingKey,
                environment.newCounters(),
                environment.entropy(),
                environment.clock());
        RecoveryConfig recovery = config.recovery();
        RegistrationConfig registering = config.registration();
        MailChangeConfig changing = config.account().mailChange();
        if (extensions.directory() != null
                && (recovery.link() != null || changing.links() != null || registering.enabled())) {
            throw new IllegalArgumentException(
                    "registration, password resets and changes of mail addresses need Keycard's own"
                            + " users, but users come from a directory of the application: switch them off");
        }
        if (outbox == null
                && (recovery.link() != null
                        || changing.links() != null
                        || (registering.enabled() && registering.confirmLink() != null))) {
            throw new IllegalArgumentException("links by mail need an outbox: set mail.outbox");
        }
        reset = recovery.link() == null
                ? null
                : new PasswordReset(stores.users(), passwords, recovery, mail, observations);
        registration = registering.enabled() ? new Registration(stores.users(), passwords, registering, mail) : null;
        mailChanges = changing.links() == null ? null : new MailChanges(stores.mailChanges(), changing, mail);
    }

    @Override
    public void close() {
        if (reset != null) {
            reset.close();
        }
    }
}
