package dev.keycard.server.node;

import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.EngineConfiguration;
import dev.keycard.server.config.Settings;
import dev.keycard.server.http.ConnectionLimits;
import dev.keycard.server.http.Limits;

/** The limits of the HTTP front that the settings ask for. */
final class FrontLimits {

    private FrontLimits() {}

    /** @param base what no setting says */
    static Limits from(Configuration settings, Limits base) {
        return base.with(connections(settings))
                .withMoreWorkers(EngineConfiguration.from(settings).password().mostCallers());
    }

    private static ConnectionLimits connections(Configuration settings) {
        ConnectionLimits shares = ConnectionLimits.of(settings.get(Settings.MAX_CONNECTIONS))
                .withExempt(settings.get(Settings.TRUSTED_PROXIES));
        return settings.get(Settings.MAX_CONNECTIONS_PER_ADDRESS)
                .map(shares::withPerAddress)
                .orElse(shares);
    }
}
