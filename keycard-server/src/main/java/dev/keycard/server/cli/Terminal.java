package dev.keycard.server.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The input and output of a command. The output is escaped, see {@link EscapingStream}.
 *
 * @param out for results
 * @param err for everything else
 * @param prompt reads a password without echo; empty if there is no console
 */
public record Terminal(
        PrintStream out, PrintStream err, InputStream in, Optional<Function<String, @Nullable String>> prompt) {

    public Terminal(
            PrintStream out, PrintStream err, InputStream in, Optional<Function<String, @Nullable String>> prompt) {
        this.out = EscapingStream.over(out);
        this.err = EscapingStream.over(err);
        this.in = in;
        this.prompt = prompt;
    }

    /** The input and output of this process. */
    public static Terminal system() {
        return new Terminal(
                System.out,
                System.err,
                System.in,
                Optional.ofNullable(System.console()).map(Terminal::promptOn));
    }

    private static Function<String, @Nullable String> promptOn(Console console) {
        return question -> {
            char[] typed = console.readPassword("%s", question);
            return typed == null ? null : new String(typed);
        };
    }
}
