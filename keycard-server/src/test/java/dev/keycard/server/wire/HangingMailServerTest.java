package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.testkit.FakeMailServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over SMTP as clients see it: a mail server that hangs costs no request anything. */
class HangingMailServerTest {

    @AutoClose
    private final FakeMailServer mailServer = new FakeMailServer();

    @Test
    void requests_areAnsweredWhileTheMailServerHangs(@TempDir Path folder) {
        mailServer.answering("GREETING", FakeMailServer.SILENCE);
        try (MailingServer server = start(folder)) {
            server.user("ada", "ada@example.org");
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                server.requestReset("ada@example.org").expect(202);
                server.signIn("ada", MailingServer.PASSWORD).expect(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void mail_arrivesOverSmtp(@TempDir Path folder) throws Exception {
        try (MailingServer server = start(folder)) {
            server.user("ada", "ada@example.org");
            server.requestReset("ada@example.org").expect(202);

            String mail = mailServer.mails().poll(10, TimeUnit.SECONDS);
            assertThat(mail).isNotNull().contains("To: ada@example.org");
            server.confirmReset(MailingServer.tokenIn(mail), MailingServer.NEW_PASSWORD)
                    .expect(204);
        }
    }

    private MailingServer start(Path folder) {
        return MailingServer.start(
                folder,
                "mail.outbox",
                "smtp",
                "mail.smtp.host",
                "127.0.0.1",
                "mail.smtp.port",
                Integer.toString(mailServer.port()),
                "mail.smtp.tls",
                "none-insecure",
                "mail.smtp.timeout",
                "500ms");
    }
}
