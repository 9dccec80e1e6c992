package dev.keycard;

import dev.keycard.account.EmailChange;
import dev.keycard.account.RecentProof;
import dev.keycard.audit.AuthEvent;
import dev.keycard.crypto.SealingKey;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailThrottle;
import dev.keycard.mail.Outbox;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.mailchange.MailChangeEndpoints;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.password.Passwords;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.recovery.ResetEndpoints;
import dev.keycard.registration.Registration;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.registration.RegistrationEndpoints;
import dev.keycard.route.Route;
import dev.keycard.throttle.Counters;
import dev.keycard.user.UserStore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The features that work by mail: resetting passwords, registration, and changing addresses. What is off has no routes. */
final class Mailing implements AutoCloseable {

    private final RecoveryConfig recovery;
    private final RegistrationConfig registering;
    private final @Nullable PasswordReset reset;
    private final @Nullable Registration registration;
    private final MailChangeConfig changing;
    private final @Nullable MailChanges mailChanges;

    /** @throws IllegalArgumentException if mail is asked for without an outbox; the message names the setting */
    Mailing(
            KeycardConfig config,
            Stores stores,
            SealingKey sealingKey,
            Environment environment,
            Consumer<AuthEvent.Observation> observations,
            @Nullable Outbox outbox) {
        recovery = config.recovery();
        registering = config.registration();
        LinkTemplate link = recovery.link();
        reset = link == null
                ? null
                : new PasswordReset(
                        stores.users(), sealingKey, needed(outbox), link, environment.clock(), observations);
        registration = registering.enabled()
                ? new Registration(
                        stores.users(),
                        sealingKey,
                        registering.confirmLink() == null ? unused -> false : needed(outbox),
                        registering,
                        environment.entropy(),
                        environment.clock())
                : null;
        changing = config.account().mailChange();
        MailChangeConfig.Links links = changing.links();
        mailChanges = links == null
                ? null
                : new MailChanges(stores.mailChanges(), sealingKey, needed(outbox), links, environment.entropy());
    }

    /** How users change their own address. */
    EmailChange emailChange(RecentProof proof, Counters counters, Environment environment) {
        MailThrottle wishes = new MailThrottle(counters, "email-change", changing.perUser(), changing.perUser());
        return new EmailChange(proof, mailChanges, wishes, environment.clock());
    }

    Stream<Route> routes(UserStore users, Passwords passwords, Counters counters, Environment environment) {
        Stream<Route> resetting = reset == null
                ? Stream.of()
                : new ResetEndpoints(
                                reset,
                                new MailThrottle(counters, "reset", recovery.perMail(), recovery.perClient()),
                                new MailThrottle(counters, "reset-confirm", null, recovery.perClient()),
                                passwords,
                                users,
                                environment.clock())
                        .routes().stream();
        Stream<Route> joining = registration == null
                ? Stream.of()
                : new RegistrationEndpoints(
                                registration,
                                users,
                                passwords,
                                new MailThrottle(
                                        counters, "register", registering.perClient(), registering.perClient()),
                                new MailThrottle(counters, "register-confirm", null, registering.perClient()))
                        .routes().stream();
        Stream<Route> moving = mailChanges == null
                ? Stream.of()
                : new MailChangeEndpoints(
                                mailChanges,
                                new MailThrottle(counters, "email-link", null, changing.perClient()),
                                environment.clock())
                        .routes().stream();
        return Stream.of(resetting, joining, moving).flatMap(routes -> routes);
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
