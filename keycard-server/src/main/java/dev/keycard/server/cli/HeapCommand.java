package dev.keycard.server.cli;

import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code keycard heap}: prints how many MiB of heap the configuration needs. The launcher runs it when a setting affects the
 * heap, and keeps the result. Not meant for people.
 */
final class HeapCommand {

    private final CommandContext context;
    private final Terminal terminal;

    HeapCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of("heap", "Prints how many MiB of heap the configuration needs.", this::print)
                .hidden()
                .described();
    }

    private void print(Arguments arguments) {
        ServerConfiguration configuration = context.serverConfiguration(arguments);
        MemoryDemand demand = MemoryDemand.of(configuration);
        terminal.out().println(MemoryBudget.needed(demand) >> 20);
    }
}
