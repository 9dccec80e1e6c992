package dev.keycard.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.Mail;
import dev.keycard.mail.MailContext;
import dev.keycard.password.PasswordConfig;
import dev.keycard.password.Passwords;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens after the answer, and that it happens after it. */
class PasswordResetQueueTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final String HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final User ANN = User.builder(UserId.of(7), "ann")
            .email("Ann@example.org")
            .credentialVersion(0)
            .createdAt(NOW)
            .build();

    private static final AuditContext WHEN = AuditContext.at(NOW);

    private final BlockingQueue<AuthEvent.Observation> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();

    @Test
    void request_returnsBeforeAnybodyIsLookedUp() throws Exception {
        try (PasswordReset reset = reset(new SlowStore())) {
            reset.request("ANN@example.org", WHEN);
            assertThat(mails).isEmpty();

            storeAnswers.countDown();
            Mail mail = mails.poll(10, TimeUnit.SECONDS);
            assertThat(mail).isNotNull().extracting(Mail::to).isEqualTo("Ann@example.org");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new AuthEvent.PasswordResetSent(WHEN, UserId.of(7)));
        }
    }

    @Test
    void request_returnsAtOnceWhenTooManyWait() throws Exception {
        try (PasswordReset reset = reset(new SlowStore())) {
            for (int i = 0; i < 5000; i++) {
                reset.request("ANN@example.org", WHEN);
            }
            storeAnswers.countDown();
        }
        assertThat(mails).hasSizeBetween(1000, 1001);
    }

    @Test
    void request_survivesAStoreThatFails() throws Exception {
        storeAnswers.countDown();
        SlowStore store = new SlowStore();
        store.failures = 1;
        try (PasswordReset reset = reset(store)) {
            reset.request("ann@example.org", WHEN);
            reset.request("ann@example.org", WHEN);
            assertThat(mails.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(mails).isEmpty();
    }

    private PasswordReset reset(UserSource users) {
        LinkTemplate link = LinkTemplate.of("password.reset-link", "https://example.org/#{token}", null);
        Entropy entropy = Entropy.secure();
        Counters counters = new LocalCounters(() -> NOW, entropy);
        var mail = new MailContext(mails::offer, new SealingKey(new byte[32]), counters, entropy, () -> NOW);
        RecoveryConfig unlimited = new RecoveryConfig(link, null, null);
        Passwords passwords = new Passwords(PasswordConfig.defaults(), entropy);
        return new PasswordReset(users, passwords, unlimited, mail, seen::add);
    }

    /** Answers when the test lets it. */
    private final class SlowStore extends UserSource {

        private int failures;

        @Override
        public List<User> findByMail(String foldedMail, int limit) {
            await();
            if (failures-- > 0) {
                throw new IllegalStateException("not now");
            }
            return foldedMail.equals("ann@example.org") ? List.of(ANN) : List.of();
        }

        @Override
        public Optional<StoredPassword> passwordOf(UserId id) {
            return Optional.of(new StoredPassword(ANN, HASH));
        }

        private void await() {
            try {
                storeAnswers.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
