package dev.keycard.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process, as a shell would, in a folder of its own. */
final class Shell {

    /** How a command ended and what it printed. */
    record Outcome(int code, String out, String err) {}

    private final Path folder;
    private final Map<String, String> environment;

    Shell(Path folder) {
        this(folder, Map.of());
    }

    Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Without anyone at the console, and with nothing on standard input. */
    Outcome run(String... arguments) {
        return run("", Optional.empty(), arguments);
    }

    /** With that on standard input. */
    Outcome runWithInput(String input, String... arguments) {
        return run(input, Optional.empty(), arguments);
    }

    /** With someone at the console who answers so. */
    Outcome runAnswering(List<String> answers, String... arguments) {
        Deque<String> left = new ArrayDeque<>(answers);
        return run("", Optional.of(question -> left.poll()), arguments);
    }

    private Outcome run(String input, Optional<Function<String, @Nullable String>> prompt, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                prompt);
        int code = new Cli(terminal, folder, environment).run(arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
