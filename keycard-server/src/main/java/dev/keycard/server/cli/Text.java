package dev.keycard.server.cli;

import dev.keycard.text.Characters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Formats values for people. */
final class Text {

    private Text() {}

    /** A moment, to the second; a dash for null. */
    static String of(@Nullable Instant moment) {
        return moment == null ? "-" : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String of(boolean fact) {
        return fact ? "yes" : "no";
    }

    /** Replaces control characters: users choose some of the texts in these tables. */
    static String visible(String text) {
        return Characters.printable(text);
    }
}
