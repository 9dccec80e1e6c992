package dev.keycard.server.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the server keeps what must outlive it.
 *
 * @param path the folder
 */
public record DataFolder(Path path) {

    /** Makes the folder if it is missing, for its owner alone. @throws DataException if that is not possible */
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        } catch (IOException failed) {
            throw new DataException("The data folder " + folder
                    + " cannot be made: choose another with --data, or see who may write there.");
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
        return new SealingKeyFile(path.resolve("sealing.key"));
    }

    static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
