package dev.keycard.server.cli;

import dev.keycard.text.Characters;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Escapes the characters that a terminal would take for commands: users choose some of the texts that operators read. The
 * escapes are those of JSON, so that JSON output stays valid. As thread-safe as the stream below.
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

    /** Uses the character set of the stream below. All other methods come here, except those for numbers and line ends. */
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
