package dev.keycard.node.doctor;

import dev.keycard.api.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Examines the permissions of a file. */
@Internal
public final class FileMode {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private FileMode() {}

    /** Whether only its owner may open a file or folder; if not, the command of {@code command} mends it. */
    public static Finding ownerOnly(Path file, String command) {
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!Files.exists(file) || view == null) {
                return Finding.ok(file + " does not exist, or has no mode.");
            }
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            return granted.stream().anyMatch(OTHERS::contains)
                    ? Finding.danger(
                            file + " is open to other users of this machine.", "Run " + command + " " + file + ".")
                    : Finding.ok(file + " is open to its owner only.");
        } catch (IOException unreadable) {
            return Finding.warning(
                    "The mode of " + file + " cannot be read.", "Run this as the account that owns the data.");
        }
    }
}
