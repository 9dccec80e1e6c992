package dev.keycard.server.node;

import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.http.ConnectionLimits;
import dev.keycard.server.http.DirectMemory;
import dev.keycard.server.http.Limits;
import dev.keycard.server.http.MemoryLimits;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.settings.Configuration;

/** Makes the limits of the HTTP server from the settings and the memory budget. */
final class FrontLimits {

    private FrontLimits() {}

    /** @param base the limits that neither a setting nor the budget decides */
    static Limits from(Configuration settings, Limits base, MemoryBudget budget) {
        // Headers stay in direct memory until they are complete, so a part of that memory limits them too.
        long heads = Math.min(budget.heads(), DirectMemory.limit() / 4);
        MemoryLimits memory = new MemoryLimits(base.memory().perConnection(), heads, budget.bodies());
        return base.with(connections(settings, budget))
                .with(memory)
                .withMoreWorkers(budget.hashThreads() + budget.hashQueue());
    }

    private static ConnectionLimits connections(Configuration settings, MemoryBudget budget) {
        ConnectionLimits shares =
                ConnectionLimits.of(budget.connections()).withExempt(settings.get(HttpSettings.TRUSTED_PROXIES));
        return settings.get(HttpSettings.MAX_CONNECTIONS_PER_ADDRESS)
                .map(shares::withPerAddress)
                .orElse(shares);
    }
}
