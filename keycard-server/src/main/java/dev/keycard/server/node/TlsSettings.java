package dev.keycard.server.node;

import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.http.Tls;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the two settings of TLS, which must be set together. */
final class TlsSettings {

    private TlsSettings() {}

    /** @throws ConfigurationException if only one is set, or a file cannot be read */
    static Optional<Tls> read(Configuration settings) {
        Optional<Path> certificate = settings.get(HttpSettings.TLS_CERTIFICATE);
        Optional<Path> key = settings.get(HttpSettings.TLS_KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new ConfigurationException(
                    "server.tls.certificate and server.tls.key go together: set both, or neither.");
        }
        return Optional.of(new Tls(
                readable(HttpSettings.TLS_CERTIFICATE, certificate.get()), readable(HttpSettings.TLS_KEY, key.get())));
    }

    private static Path readable(Setting<?> setting, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ConfigurationException(setting.name() + " names the file " + file
                    + ", which cannot be read: check that it exists and that this user may read it.");
        }
        return file;
    }
}
