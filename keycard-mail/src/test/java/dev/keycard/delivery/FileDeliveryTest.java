package dev.keycard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.mail.Mail;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDeliveryTest {

    private static final Sender SENDER =
            Sender.parse("Größe <no-reply@example.org>").orElseThrow();

    @TempDir
    Path directory;

    @Test
    void writes_oneFileForItsOwnerAlone() throws Exception {
        Path folder = directory.resolve("outbox");
        FileDelivery delivery = delivery(folder);
        delivery.deliver(new Mail("ann@example.org", "Grüße", "Zeile eins, ä\nZeile zwei\n"));
        delivery.deliver(new Mail("bob@exämple.org", "Hello", "text"));

        List<Path> files = filesIn(folder);
        assertThat(files).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        List<MimeMessage> mails = files.stream().map(FileDeliveryTest::parse).toList();
        assertThat(mails).anySatisfy(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Grüße");
            assertThat(mail.getContent().toString().replace("\r", "")).isEqualTo("Zeile eins, ä\nZeile zwei\n");
            assertThat(mail.getFrom()[0].toString()).contains("<no-reply@example.org>");
        });
        assertThat(mails)
                .anySatisfy(mail ->
                        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("bob@xn--exmple-cua.org"));
    }

    @Test
    void tells_whenTheFolderCannotBeWrittenTo() throws Exception {
        Path file = Files.writeString(directory.resolve("taken"), "");

        assertThatThrownBy(() -> delivery(file).deliver(new Mail("ann@example.org", "s", "t")))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("taken");
    }

    private static FileDelivery delivery(Path folder) {
        return new FileDelivery(
                folder, SENDER, new MutableClock(Instant.parse("2026-03-01T12:00:00Z")), new SeededEntropy(1));
    }

    private static List<Path> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static MimeMessage parse(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), bytes);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
