package dev.keycard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keycard.crypto.Secret;
import dev.keycard.mail.Mail;
import dev.keycard.testkit.FakeMailServer;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SmtpDeliveryTest {

    private static final String LINK = "https://example.org/reset#token=abcdefgh";
    private static final Mail MAIL = new Mail("ann@example.org", "Hello", "Open this:\n\n" + LINK + "\n");
    private static final Sender SENDER =
            Sender.parse("Example <no-reply@example.org>").orElseThrow();

    @AutoClose
    private final FakeMailServer server = new FakeMailServer();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void delivers_oneMailToOneAddress() throws Exception {
        delivery(SmtpTls.NONE_INSECURE, null).deliver(MAIL);

        assertThat(server.commands())
                .contains("MAIL FROM:<no-reply@example.org>")
                .filteredOn(line -> line.startsWith("RCPT"))
                .containsExactly("RCPT TO:<ann@example.org>");
        String mail = server.mails().take();
        assertThat(mail)
                .contains(
                        "From: Example <no-reply@example.org>\r\n",
                        "To: ann@example.org\r\n",
                        "Subject: Hello\r\n",
                        "Auto-Submitted: auto-generated\r\n",
                        "@example.org>\r\n",
                        LINK);
    }

    @Test
    void presents_passwordOnlyWhereItWasAskedFor() throws Exception {
        delivery(SmtpTls.NONE_INSECURE, new Secret("s3cret")).deliver(MAIL);

        assertThat(server.commands()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
    }

    @Test
    void refuses_serverThatDoesNotTurnToTls() {
        DeliveryException failed = failure(delivery(SmtpTls.STARTTLS_REQUIRED, new Secret("s3cret")));

        assertThat(failed.isPermanent()).isFalse();
        assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void refuses_serverThatDoesNotSpeakTls() {
        failure(delivery(SmtpTls.TLS, null));

        assertThat(server.mails()).isEmpty();
    }

    @Test
    void givesUp_afterTheTimeoutOnAServerThatAcceptsAndHangs() {
        for (String step : List.of("GREETING", "EHLO", "RCPT", "END")) {
            server.answering(step, FakeMailServer.SILENCE);

            assertThat(failure(delivery(SmtpTls.NONE_INSECURE, null)).isPermanent())
                    .as(step)
                    .isFalse();
            server.answeringAsUsual(step);
        }
    }

    @Test
    void tells_whatWillNotHelpToTryAgain() {
        server.answering("RCPT", "550 no such user ann@example.org");
        assertThat(failure(delivery(SmtpTls.NONE_INSECURE, null)))
                .matches(DeliveryException::isPermanent)
                .hasMessage("the mail server answered 550");

        server.answering("RCPT", "451 later");
        assertThat(failure(delivery(SmtpTls.NONE_INSECURE, null)))
                .matches(failed -> !failed.isPermanent())
                .hasMessage("the mail server answered 451");
    }

    @Test
    void failures_repeatNothingOfTheMail() {
        server.answering("END", "554 spam: " + LINK);

        assertThat(failure(delivery(SmtpTls.NONE_INSECURE, null)))
                .hasNoCause()
                .hasMessageNotContaining("token")
                .hasMessageNotContaining("ann@");
    }

    @Test
    void refuses_configurationThatWouldShowThePassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpConfig(
                        "mail.example.org",
                        25,
                        "keycard",
                        new Secret("s3cret"),
                        SmtpTls.NONE_INSECURE,
                        Duration.ofSeconds(1)))
                .withMessageContaining("mail.smtp.tls");
    }

    private static DeliveryException failure(Delivery delivery) {
        DeliveryException failed = catchThrowableOfType(DeliveryException.class, () -> delivery.deliver(MAIL));
        assertThat(failed).isNotNull();
        return failed;
    }

    private Delivery delivery(SmtpTls tls, @Nullable Secret password) {
        return new SmtpDelivery(
                new SmtpConfig(
                        "127.0.0.1",
                        server.port(),
                        password == null ? null : "keycard",
                        password,
                        tls,
                        Duration.ofMillis(200)),
                SENDER,
                clock,
                new SeededEntropy(1));
    }
}
