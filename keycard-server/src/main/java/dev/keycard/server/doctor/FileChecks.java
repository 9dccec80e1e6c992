package dev.keycard.server.doctor;

import dev.keycard.node.DataSettings;
import dev.keycard.server.config.EnvironmentVariables;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.sql.SqliteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks of the permissions of files. */
final class FileChecks {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private FileChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("files.folder", "who may enter the data folder", p -> mode(p.folder(), "chmod 700")),
                new Check("files.database", "who may read the database", FileChecks::database),
                new Check(
                        "files.sealing-key",
                        "who may read the key that seals the signing keys",
                        p -> mode(p.folder().resolve("sealing.key"), "chmod 600")),
                new Check(
                        "files.configuration", "who may read a configuration with secrets", FileChecks::configuration),
                new Check("files.tls-key", "who may read the private key of TLS", FileChecks::tlsKey),
                new Check("sealing-key", "where the sealing key comes from", FileChecks::sealingKey));
    }

    private static Finding database(Installation installation) {
        return installation.database() instanceof SqliteSettings sqlite
                ? mode(sqlite.file(), "chmod 600")
                : Finding.ok("The database is not a file of this machine.");
    }

    private static Finding configuration(Installation installation) {
        return installation.settings().entries().stream()
                .filter(entry -> entry.value().equals("***"))
                .map(entry -> fileOf(entry.source()))
                .filter(Files::isRegularFile)
                .map(file -> mode(file, "chmod 600"))
                .max(Comparator.comparing(Finding::level))
                .orElseGet(() -> Finding.ok("No configuration file holds a secret."));
    }

    /** A secret is in the configuration, or in a file that the configuration names. */
    private static Path fileOf(String source) {
        return Path.of(source.startsWith("file ") ? source.substring("file ".length()) : source);
    }

    private static Finding tlsKey(Installation installation) {
        return installation
                .settings()
                .get(HttpSettings.TLS_KEY)
                .map(file -> mode(file, "chmod 600"))
                .orElseGet(() -> Finding.ok("No private key for TLS is configured."));
    }

    private static Finding sealingKey(Installation installation) {
        boolean inEnvironment = installation.settings().entries().stream()
                .anyMatch(entry -> entry.name().equals(DataSettings.SEALING_KEY.name())
                        && entry.value().equals("***")
                        && entry.source().equals(EnvironmentVariables.nameOf(DataSettings.SEALING_KEY)));
        if (inEnvironment) {
            return Finding.warning(
                    "The sealing key is in the environment, which child processes and crash reports show.",
                    "Put it into a file of mode 0600 and set sealing-key to file:/path.");
        }
        return Finding.ok("The sealing key is not in the environment.");
    }

    private static Finding mode(Path file, String command) {
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
