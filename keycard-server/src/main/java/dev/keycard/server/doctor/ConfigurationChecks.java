package dev.keycard.server.doctor;

import dev.keycard.node.DataSettings;
import dev.keycard.node.doctor.Check;
import dev.keycard.node.doctor.FileMode;
import dev.keycard.node.doctor.Finding;
import dev.keycard.node.doctor.Installation;
import dev.keycard.server.config.EnvironmentVariables;
import dev.keycard.server.config.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Checks of where the secrets of the configuration are. */
final class ConfigurationChecks {

    private ConfigurationChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "files.configuration",
                        "who may read a configuration with secrets",
                        ConfigurationChecks::configuration),
                new Check("files.tls-key", "who may read the private key of TLS", ConfigurationChecks::tlsKey),
                new Check("sealing-key", "where the sealing key comes from", ConfigurationChecks::sealingKey));
    }

    private static Finding configuration(Installation installation) {
        return installation.settings().entries().stream()
                .filter(entry -> entry.value().equals("***"))
                .map(entry -> fileOf(entry.source()))
                .filter(Files::isRegularFile)
                .map(file -> FileMode.ownerOnly(file, "chmod 600"))
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
                .map(file -> FileMode.ownerOnly(file, "chmod 600"))
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
}
