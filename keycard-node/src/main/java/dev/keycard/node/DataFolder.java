package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder with the database, the sealing key and files of mails. Immutable.
 *
 * @param path the folder
 */
@Internal
public record DataFolder(Path path) {

    /**
     * Makes the folder if it is missing; only its owner can read it.
     *
     * @throws DataException if that is not possible
     */
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
        } catch (IOException failed) {
            throw new DataException("The data folder " + folder
                    + " cannot be made: choose another with --data, or check the permissions of its parent.");
        }
        return new DataFolder(folder);
    }

    /** The database, unless the configuration names another. */
    public Path database() {
        return path.resolve("keycard.db");
    }

    /** Where mail is written, if it is written to files. */
    public Path outbox() {
        return path.resolve("outbox");
    }

    SealingKeyFile sealingKeyFile() {
        return new SealingKeyFile(path.resolve(SealingKeyFile.NAME));
    }
}
