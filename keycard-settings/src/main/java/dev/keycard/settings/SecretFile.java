package dev.keycard.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads secrets that are written as {@code file:/path}. The last line end of the file is not part of the secret. */
final class SecretFile {

    private static final String PREFIX = "file:";

    /** Precedes the path of such a file in {@link SettingText#source}. */
    private static final String SOURCE = "file ";

    private SecretFile() {}

    static SettingText resolve(String name, SettingText value) {
        if (!value.text().startsWith(PREFIX)) {
            return value;
        }
        String path = value.text().substring(PREFIX.length());
        return new SettingText(read(name, path), SOURCE + path);
    }

    private static String read(String name, String path) {
        try {
            return secret(name, path, Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new ConfigurationException(name + " names the file " + path
                    + ", which cannot be read: check that it exists and that this user may read it.");
        }
    }

    /** An empty file is refused: it may be the result of a failed write, and Keycard would make a secret of its own instead. */
    private static String secret(String name, String path, String text) {
        if (text.isBlank()) {
            throw new ConfigurationException(name + " names the file " + path
                    + ", which is empty: write the secret into it, or leave the setting out.");
        }
        String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return secret.endsWith("\r") ? secret.substring(0, secret.length() - 1) : secret;
    }
}
