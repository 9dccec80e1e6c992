package dev.keycard.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Secrets that are given as {@code file:/path} stand in that file. The end of its last line does not belong to them. */
final class SecretFile {

    private static final String PREFIX = "file:";

    private SecretFile() {}

    /** What stands before the path of such a file, where it is told where a value comes from. */
    static final String SOURCE = "file ";

    static Given resolve(String name, Given value) {
        if (!value.text().startsWith(PREFIX)) {
            return value;
        }
        String path = value.text().substring(PREFIX.length());
        return new Given(read(name, path), SOURCE + path);
    }

    private static String read(String name, String path) {
        try {
            return secret(name, path, Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new ConfigurationException(name + " names the file " + path
                    + ", which cannot be read: check that it exists and is yours to read.");
        }
    }

    /** An empty file is what is left of a write that failed; to take it for no secret would let Keycard make one of its own. */
    private static String secret(String name, String path, String text) {
        if (text.isBlank()) {
            throw new ConfigurationException(name + " names the file " + path
                    + ", which is empty: write the secret into it, or leave the setting out.");
        }
        String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return secret.endsWith("\r") ? secret.substring(0, secret.length() - 1) : secret;
    }
}
