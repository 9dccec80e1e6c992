package dev.keycard.server.doctor;

import dev.keycard.node.doctor.Check;
import dev.keycard.node.doctor.Finding;
import dev.keycard.node.doctor.Installation;
import dev.keycard.permission.Permissions;
import dev.keycard.server.config.LogSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.log.LogLevel;
import dev.keycard.settings.MetricsSettings;
import java.util.List;

/** Checks of metrics and logs. */
final class OperationChecks {

    private OperationChecks() {}

    static List<Check> all(ServerConfiguration configuration) {
        return List.of(
                new Check("metrics", "who may read the metrics", installation -> metrics(configuration)),
                new Check("log.level", "whether the log holds too much", OperationChecks::log));
    }

    private static Finding metrics(ServerConfiguration configuration) {
        return configuration.settings().get(MetricsSettings.ENABLED)
                        && configuration.metricsPermission() == Permissions.ALLOW_ANY
                ? Finding.warning(
                        "Anyone may read /metrics, which shows the load and how often sign-ins fail.",
                        "Give your collector an API token with the scope metrics, and unset metrics.permission.")
                : Finding.ok("The metrics are not public.");
    }

    private static Finding log(Installation installation) {
        return installation.settings().get(LogSettings.LEVEL) == LogLevel.DEBUG
                ? Finding.notice("The log is at debug.", "Set log.level to info when you have finished.")
                : Finding.ok("The log is not at debug.");
    }
}
