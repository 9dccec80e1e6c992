package dev.keycard.server.cli;

import dev.keycard.text.Characters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values are shown. */
final class Text {

    private Text() {}

    /** To the second; a dash for none. */
    static String of(@Nullable Instant moment) {
        return moment == null ? "-" : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String of(boolean fact) {
        return fact ? "yes" : "no";
    }

    /** Without the characters that make terminals do things: users choose what stands in tables of operators. */
    static String visible(String text) {
        return Characters.printable(text);
    }
}
