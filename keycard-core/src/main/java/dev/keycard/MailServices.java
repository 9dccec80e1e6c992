package dev.keycard;

import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.registration.Registration;
import dev.keycard.registration.RegistrationConfig;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The services that send links by mail: password reset, registration, and changes of addresses. Each is null if it is off. */
final class MailServices implements AutoCloseable {

    final @Nullable PasswordReset reset;
    final @Nullable Registration registration;
    final @Nullable MailChanges mailChanges;

    /** @throws IllegalArgumentException if mail is asked for without an outbox; the message names the setting */
    MailServices(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            Consumer<AuthEvent.Observation> observations,
            @Nullable Outbox outbox) {
        LinkTemplate link = config.recovery().link();
        reset = link == null
                ? null
                : new PasswordReset(
                        stores.users(), sealingKey, needed(outbox), link, environment.clock(), observations);
        RegistrationConfig registering = config.registration();
        registration = registering.enabled()
                ? new Registration(
                        stores.users(),
                        sealingKey,
                        registering.confirmLink() == null ? unused -> false : needed(outbox),
                        registering,
                        environment.entropy(),
                        environment.clock())
                : null;
        MailChangeConfig.Links links = config.account().mailChange().links();
        mailChanges = links == null
                ? null
                : new MailChanges(stores.mailChanges(), sealingKey, needed(outbox), links, environment.entropy());
    }

    private static Outbox needed(@Nullable Outbox outbox) {
        if (outbox == null) {
            throw new IllegalArgumentException("links by mail need an outbox: set mail.outbox");
        }
        return outbox;
    }

    @Override
    public void close() {
        if (reset != null) {
            reset.close();
        }
    }
}
