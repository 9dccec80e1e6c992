package dev.keycard.server.cli;

import dev.keycard.text.Characters;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints texts, but nothing that a terminal takes for a command: users choose what operators read. Escapes are those of JSON, so
 * that JSON stays what it was. Thread-safe as far as the stream below is.
 */
final class EscapingStream extends PrintStream {

    private final PrintStream below;

    private EscapingStream(PrintStream below) {
        super(below, true);
        this.below = below;
    }

    static PrintStream over(PrintStream stream) {
        return stream instanceof EscapingStream ? stream : new EscapingStream(stream);
    }

    /** In the character set of the stream below. What the other methods print ends here, but for numbers and line ends. */
    @Override
    public void print(@Nullable String text) {
        below.print(Characters.escaped(String.valueOf(text)));
    }

    @Override
    public void print(@Nullable Object object) {
        print(String.valueOf(object));
    }

    @Override
    public void print(char c) {
        print(String.valueOf(c));
    }

    @Override
    public void print(char[] characters) {
        print(new String(characters));
    }
}
