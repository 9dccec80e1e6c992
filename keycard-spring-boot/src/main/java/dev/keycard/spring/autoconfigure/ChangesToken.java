package dev.keycard.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The API token by which a service follows changes. A file is read for each connection, so that the token can be replaced. */
final class ChangesToken {

    private static final String FILE = "file:";

    private ChangesToken() {}

    /**
     * The token of {@code keycard.changes.token}.
     *
     * @param given the token, or {@code file:} and the path of a file that holds it
     * @throws VerifierMistake if the file holds none
     */
    static Supplier<String> of(String given) {
        if (!given.startsWith(FILE)) {
            requireNoPath(given);
            return () -> given;
        }
        Path file = Path.of(given.substring(FILE.length()));
        requireToken(file);
        return () -> read(file);
    }

    private static void requireNoPath(String given) {
        if (given.contains("/") || given.contains("\\")) {
            throw new VerifierMistake("keycard.changes.token is a path, and no token: write " + FILE + " before it.");
        }
    }

    private static void requireToken(Path file) {
        try {
            if (!read(file).isEmpty()) {
                return;
            }
        } catch (UncheckedIOException unreadable) {
            throw new VerifierMistake("keycard.changes.token names the file " + file
                    + ", which cannot be read: make it, or name another one.");
        }
        throw new VerifierMistake("keycard.changes.token names the file " + file
                + ", which holds no token: write an API token with the scope changes into it.");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
