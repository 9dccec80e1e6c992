package dev.keycard.server.cli;

import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.EngineConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code keycard heap}: prints how many MiB of heap the configuration needs. The launcher asks it when a setting decides about that,
 * and keeps the answer; it is not for people.
 */
final class HeapCommand {

    private final CommandContext bench;
    private final Terminal terminal;

    HeapCommand(CommandContext bench, Terminal terminal) {
        this.bench = bench;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of("heap", "Prints how many MiB of heap the configuration needs.", this::print)
                .hidden()
                .described();
    }

    private void print(Arguments arguments) {
        Configuration settings = bench.configuration(arguments);
        MemoryDemand demand =
                MemoryDemand.of(settings, EngineConfiguration.from(settings).password());
        terminal.out().println(MemoryBudget.needed(demand) >> 20);
    }
}
