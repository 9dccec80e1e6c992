package dev.keycard.server.doctor;

import dev.keycard.permission.Permissions;
import dev.keycard.server.config.LogSettings;
import dev.keycard.server.log.LogLevel;
import dev.keycard.settings.MetricsSettings;
import java.util.List;

/** How the program is run. */
final class OperationChecks {

    private static final int BEST_JAVA = 25;
    private static final long LITTLE_DISK = 1L << 30;
    private static final long TOO_LITTLE_DISK = 100L << 20;

    private OperationChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("metrics", "who may read the metrics", OperationChecks::metrics),
                new Check(
                        "permission.default",
                        "whether one's own account needs more than nothing",
                        OperationChecks::own),
                new Check("log.level", "whether the log says too much", OperationChecks::log),
                new Check("machine.user", "whether a hole in the program is one in the machine", OperationChecks::user),
                new Check("machine.java", "the JVM", OperationChecks::java),
                new Check(
                        "machine.signatures",
                        "whether signatures are checked at full speed",
                        OperationChecks::signatures),
                new Check("machine.disk", "whether there is room to write", OperationChecks::disk));
    }

    private static Finding metrics(Installation installation) {
        return installation.settings().get(MetricsSettings.ENABLED)
                        && installation.configuration().metricsPermission() == Permissions.ALLOW_ANY
                ? Finding.warning(
                        "Everybody may read /metrics, and with it how busy you are and how often sign-ins fail.",
                        "Give your collector an API token with the scope metrics, and unset metrics.permission.")
                : Finding.ok("The metrics are not for everybody.");
    }

    private static Finding own(Installation installation) {
        return installation.web().defaultPermission() == Permissions.ALLOW_ANY
                ? Finding.notice(
                        "permission.default is AllowAny.",
                        "One's own account still needs signing in; IsAuthenticated says so.")
                : Finding.ok("One's own account needs signing in.");
    }

    private static Finding log(Installation installation) {
        return installation.settings().get(LogSettings.LEVEL) == LogLevel.DEBUG
                ? Finding.notice("The log is at debug.", "Set log.level to info once you are done.")
                : Finding.ok("The log is not at debug.");
    }

    private static Finding user(Installation installation) {
        return installation.machine().user().equals("root")
                ? Finding.warning(
                        "This runs as root.", "Make an account for it that owns the data folder and nothing else.")
                : Finding.ok("This does not run as root.");
    }

    private static Finding java(Installation installation) {
        int version = installation.machine().javaVersion();
        return version < BEST_JAVA
                ? Finding.notice("This is Java " + version + ".", "Java " + BEST_JAVA + " starts in half the time.")
                : Finding.ok("This is Java " + version + ".");
    }

    private static Finding signatures(Installation installation) {
        String signatures = installation.machine().signatures();
        return signatures.contains("Corretto") && !signatures.contains("does not")
                ? Finding.ok("Signatures: " + signatures + ".")
                : Finding.notice(
                        "Signatures: " + signatures + ".",
                        "Amazon Corretto Crypto Provider checks them several times faster; it runs on Linux with glibc.");
    }

    private static Finding disk(Installation installation) {
        long free = installation.machine().freeDisk();
        if (free < 0 || free >= LITTLE_DISK) {
            return Finding.ok("There is room on the disk.");
        }
        String sentence = (free >> 20) + " MiB are free where the data is.";
        return free < TOO_LITTLE_DISK
                ? Finding.danger(sentence, "Make room: nobody can sign in on a full disk.")
                : Finding.warning(sentence, "Make room.");
    }
}
