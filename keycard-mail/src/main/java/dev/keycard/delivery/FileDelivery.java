package dev.keycard.delivery;

import dev.keycard.crypto.Entropy;
import dev.keycard.mail.Mail;
import dev.keycard.store.OwnerOnly;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Properties;

/**
 * Writes each mail to a file of its own, {@code <milliseconds>-<random>.eml}, which only its owner can read. A file appears
 * complete or not at all. Thread-safe.
 */
public final class FileDelivery implements Delivery {

    private final Path folder;
    private final MimeMails mails;
    private final InstantSource clock;

    /** @param folder created with the first mail; only its owner can read it */
    public FileDelivery(Path folder, Sender sender, InstantSource clock, Entropy entropy) {
        this.folder = folder;
        this.mails = new MimeMails(sender, clock, entropy);
        this.clock = clock;
    }

    @Override
    public void deliver(Mail mail) throws DeliveryException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mails.of(mail, Session.getInstance(new Properties())).writeTo(bytes);
            write(bytes.toByteArray());
        } catch (MessagingException malformed) {
            throw new DeliveryException("the mail has no MIME form", true);
        } catch (IOException failed) {
            throw new DeliveryException(
                    "the folder " + folder + " cannot be written to: "
                            + failed.getClass().getSimpleName(),
                    false);
        }
    }

    private void write(byte[] bytes) throws IOException {
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        String name = clock.millis() + "-" + mails.randomName() + ".eml";
        Path temporary = folder.resolve("." + name);
        Files.createFile(temporary, OwnerOnly.file(temporary));
        Files.write(temporary, bytes);
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
