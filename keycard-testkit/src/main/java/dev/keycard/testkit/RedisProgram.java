package dev.keycard.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code redis-server} of the dependency, unpacked once for this process. */
final class RedisProgram {

    /** Without TLS, but linked statically: it runs where the other one misses a library. */
    private static final String LINUX_STATIC = "redis-server-6.2.7-linux-386";

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final String OUTPUT = "output.txt";

    private RedisProgram() {}

    static Path path() {
        return Holder.PATH;
    }

    static boolean speaksTls() {
        return Holder.TLS;
    }

    static Process launch(List<String> command, Path folder) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), OUTPUT)))
                    .start();
            RUNNING.add(process);
            var unused = process.onExit().thenAccept(RUNNING::remove);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the server wrote, for messages. */
    static String output(Path folder) {
        try {
            return Files.readString(folder.resolve(OUTPUT));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("keycard-redis");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path unpack() {
        Path first = unpack(nameForThisMachine());
        return runs(first) ? first : unpack(LINUX_STATIC);
    }

    private static String nameForThisMachine() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).matches("aarch64|arm64");
        if (system.contains("mac")) {
            return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }

    private static Path unpack(String name) {
        try (InputStream program = RedisProgram.class.getResourceAsStream("/" + name)) {
            if (program == null) {
                throw new IllegalStateException(
                        "add com.github.codemonstur:embedded-redis to the tests: it holds " + name);
            }
            Path file = newFolder().resolve(name);
            Files.copy(program, file);
            if (!file.toFile().setExecutable(true)) {
                throw new IllegalStateException(file + " cannot be made executable");
            }
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean runs(Path program) {
        Path folder = newFolder();
        try {
            Process process = launch(List.of(program.toString(), "--version"), folder);
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (UncheckedIOException cannotRun) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            delete(folder);
        }
    }

    private static final class Holder {

        private static final Path PATH = unpack();
        private static final boolean TLS =
                !PATH.endsWith(LINUX_STATIC) && PATH.toString().contains("-v5-");

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
        }
    }
}
