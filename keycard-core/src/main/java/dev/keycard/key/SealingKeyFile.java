package dev.keycard.key;

import dev.keycard.crypto.Entropy;
import dev.keycard.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that holds the sealing key: 43 base64url characters, readable only by its owner. It is written with a temporary name
 * and then linked to its own name, which fails if another process was faster. So all processes get one complete key. Keep a
 * copy of it separate from the database: without it, stored signing keys cannot be opened. Thread-safe.
 */
public final class SealingKeyFile {

    /** Its name in a folder of data. */
    public static final String NAME = "sealing.key";

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    public SealingKeyFile(Path file) {
        this.file = file;
    }

    /**
     * The key of a folder: read from its file {@link #NAME}, which is made first if it is missing, as is the folder.
     *
     * @throws SealingKeyException if the file can be neither read nor made
     */
    public static SealingKey in(Path folder) {
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
        } catch (IOException failed) {
            throw new SealingKeyException(
                    "The folder " + folder + " cannot be made: check the permissions of its parent.");
        }
        return new SealingKeyFile(folder.resolve(NAME)).readOrCreate(Entropy.secure());
    }

    /**
     * Reads the key, after making it if there is none.
     *
     * @throws SealingKeyException if the file can be neither read nor made
     */
    public SealingKey readOrCreate(Entropy entropy) {
        if (!exists()) {
            create(entropy);
        }
        return read();
    }

    public boolean exists() {
        return Files.exists(file);
    }

    public Path path() {
        return file;
    }

    /**
     * Reads the key.
     *
     * @throws SealingKeyException if the file cannot be read, others could read it, or it holds no key
     */
    public SealingKey read() {
        try {
            refuseIfOthersMayRead();
            return SealingKey.parse(
                            Files.readString(file, StandardCharsets.US_ASCII).strip())
                    .orElseThrow(() -> new SealingKeyException("The file " + file
                            + " does not hold a sealing key (43 base64url characters): restore it from a backup."));
        } catch (IOException failed) {
            throw new SealingKeyException("The sealing key " + file + " cannot be read: check its permissions.");
        }
    }

    /**
     * Makes a key, unless another process does so first.
     *
     * @throws SealingKeyException if the file cannot be written
     */
    public void create(Entropy entropy) {
        Path draft = file.resolveSibling(".sealing.key."
                + ProcessHandle.current().pid() + "." + Thread.currentThread().getId());
        try {
            Files.deleteIfExists(draft);
            write(draft, entropy.secretText() + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another process may have made the key; then that one is used.
        } catch (IOException | UnsupportedOperationException failed) {
            throw new SealingKeyException(
                    "The sealing key " + file + " cannot be written: check the permissions of its folder.");
        } finally {
            delete(draft);
        }
    }

    private static void write(Path draft, String text) throws IOException {
        Set<StandardOpenOption> anew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(draft, anew, OwnerOnly.file(draft))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException left) {
            // The temporary name may remain: it is the same file, readable only by its owner.
        }
    }

    private void refuseIfOthersMayRead() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> granted = EnumSet.copyOf(OTHERS);
        granted.retainAll(view.readAttributes().permissions());
        if (!granted.isEmpty()) {
            throw new SealingKeyException(
                    "The sealing key " + file + " is open to other users of this machine: run chmod 600 on it.");
        }
    }
}
