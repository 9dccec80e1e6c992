package dev.keycard.server.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The arguments of a command, by the names that {@link Leaf} gives them. */
final class Arguments {

    private final ParseResult parsed;

    Arguments(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** The positional argument. */
    String subject() {
        return parsed.matchedPositionalValue(0, "");
    }

    /** The value of an option, null if it was not given. */
    @Nullable String text(String option) {
        return parsed.matchedOptionValue(option, (String) null);
    }

    List<String> texts(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    boolean has(String flag) {
        return parsed.matchedOptionValue(flag, false);
    }

    /** A flag with an opposite, null if neither was given. */
    @Nullable Boolean toggle(String on, String off) {
        if (has(on) && has(off)) {
            throw new CommandFailure(on + " and " + off + " contradict each other; give one of them.");
        }
        return has(on) ? Boolean.TRUE : has(off) ? Boolean.FALSE : null;
    }
}
