package dev.keycard.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Describes one command. The descriptions are built by hand, because reading annotations takes a noticeable part of the time of
 * a start.
 */
final class Leaf {

    private final CommandSpec spec;
    private final List<String> examples = new ArrayList<>();

    private Leaf(String name, String summary, Action action) {
        spec = CommandSpec.wrapWithoutInspection(action).name(name);
        spec.usageMessage().description(summary).sortOptions(false).abbreviateSynopsis(false);
    }

    static Leaf of(String name, String summary, Action action) {
        return new Leaf(name, summary, action);
    }

    /** A positional argument that must be given. */
    Leaf subject(String label, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
        return this;
    }

    /**
     * The same for names that may begin with a dash, as one key name in 64 does: an argument that equals no option is the name,
     * not a cluster of short options. A name that begins with {@code -h} is refused; it can be written after {@code --}.
     */
    Leaf dashedSubject(String label, String description) {
        spec.parser().unmatchedOptionsArePositionalParams(true).posixClusteredShortOptionsAllowed(false);
        return subject(label, description);
    }

    /** An option with a value. */
    Leaf value(String option, String label, String description) {
        spec.addOption(OptionSpec.builder(option)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
        return this;
    }

    /** An option with a value that may be given several times. */
    Leaf values(String option, String label, String description) {
        spec.addOption(OptionSpec.builder(option)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build());
        return this;
    }

    Leaf flag(String option, String description) {
        spec.addOption(OptionSpec.builder(option)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build());
        return this;
    }

    Leaf json() {
        return flag("--json", "Print JSON.");
    }

    Leaf example(String line) {
        examples.add("  " + line);
        return this;
    }

    Leaf hidden() {
        spec.usageMessage().hidden(true);
        return this;
    }

    /** The description, with the options that every command has. */
    CommandSpec described() {
        value("--data", "DIR", "The data folder; ./keycard-data by default.");
        value("--config", "FILE", "The configuration; ./keycard.yaml or DIR/keycard.yaml by default.");
        help(spec);
        if (!examples.isEmpty()) {
            spec.usageMessage().footerHeading("%nExamples:%n").footer(examples.toArray(String[]::new));
        }
        return spec;
    }

    static void help(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .arity("0")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this description.")
                .build());
    }
}
