package dev.keycard.server.cli;

import picocli.CommandLine.Model.CommandSpec;

/** A group of commands, such as {@code user create} and {@code user list}. */
final class Group {

    private Group() {}

    static CommandSpec of(String name, String summary, CommandSpec... commands) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .description(summary)
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n");
        Leaf.help(spec);
        for (CommandSpec command : commands) {
            spec.addSubcommand(command.name(), command);
        }
        return spec;
    }
}
