package dev.keycard.store;

import dev.keycard.api.Internal;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes of new files and folders that only their owner may read. There are none on a file system without POSIX
 * permissions, where the permissions of the parent folder apply. Thread-safe.
 */
@Internal
public final class OwnerOnly {

    private OwnerOnly() {}

    /** For {@link java.nio.file.Files#createFile} and similar methods: {@code rw-------}. */
    public static FileAttribute<?>[] file(Path file) {
        return attributes(file, "rw-------");
    }

    /** For {@link java.nio.file.Files#createDirectories}: {@code rwx------}. */
    public static FileAttribute<?>[] folder(Path folder) {
        return attributes(folder, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
