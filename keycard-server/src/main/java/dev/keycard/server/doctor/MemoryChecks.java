package dev.keycard.server.doctor;

import dev.keycard.node.doctor.Check;
import dev.keycard.node.doctor.Finding;
import dev.keycard.node.doctor.Machine;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.settings.ConfigurationException;
import java.util.List;
import java.util.Objects;

/** Checks of the heap and of the memory of the machine. */
final class MemoryChecks {

    private static final long MIB = 1 << 20;

    private MemoryChecks() {}

    static List<Check> all(ServerConfiguration configuration) {
        return List.of(new Check(
                "memory.budget",
                "whether what is configured fits into the heap",
                installation -> budget(configuration, installation.machine())));
    }

    private static Finding budget(ServerConfiguration configuration, Machine machine) {
        try {
            return budget(machine, MemoryBudget.fit(MemoryDemand.of(configuration), machine.heap()));
        } catch (ConfigurationException refused) {
            return Finding.danger(
                    Objects.requireNonNullElse(refused.getMessage(), ""),
                    "Change it as described: keycard serve does not start like this.");
        }
    }

    private static Finding budget(Machine machine, MemoryBudget budget) {
        long process = budget.heap() + MemoryBudget.OUTSIDE_HEAP;
        return process > machine.memory()
                ? Finding.warning(
                        "The server may take " + process / MIB
                                + " MiB with what it needs outside of its heap, and there are " + machine.memory() / MIB
                                + " MiB.",
                        "Set a smaller -Xmx in KEYCARD_JAVA_OPTS, or give the machine or container more memory.")
                : Finding.ok(budget.describe() + ".");
    }
}
