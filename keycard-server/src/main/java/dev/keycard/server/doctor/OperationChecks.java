package dev.keycard.server.doctor;

import dev.keycard.permission.Permissions;
import dev.keycard.server.config.LogSettings;
import dev.keycard.server.log.LogLevel;
import dev.keycard.settings.MetricsSettings;
import java.util.List;

/** Checks of metrics, permissions, logs, the account of the process, the JVM and the disk. */
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
                        "whether the endpoints of users' own accounts require a sign-in",
                        OperationChecks::own),
                new Check("log.level", "whether the log holds too much", OperationChecks::log),
                new Check("machine.user", "whether the program runs as root", OperationChecks::user),
                new Check("machine.java", "the JVM", OperationChecks::java),
                new Check(
                        "machine.signatures",
                        "whether signatures are checked by the fast provider",
                        OperationChecks::signatures),
                new Check("machine.disk", "whether the disk has room", OperationChecks::disk));
    }

    private static Finding metrics(Installation installation) {
        return installation.settings().get(MetricsSettings.ENABLED)
                        && installation.configuration().metricsPermission() == Permissions.ALLOW_ANY
                ? Finding.warning(
                        "Anyone may read /metrics, which shows the load and how often sign-ins fail.",
                        "Give your collector an API token with the scope metrics, and unset metrics.permission.")
                : Finding.ok("The metrics are not public.");
    }

    private static Finding own(Installation installation) {
        return installation.web().defaultPermission() == Permissions.ALLOW_ANY
                ? Finding.notice(
                        "permission.default is AllowAny.",
                        "The endpoints still require a sign-in; write IsAuthenticated to say so.")
                : Finding.ok("The endpoints of users' own accounts require a sign-in.");
    }

    private static Finding log(Installation installation) {
        return installation.settings().get(LogSettings.LEVEL) == LogLevel.DEBUG
                ? Finding.notice("The log is at debug.", "Set log.level to info when you have finished.")
                : Finding.ok("The log is not at debug.");
    }

    private static Finding user(Installation installation) {
        return installation.machine().user().equals("root")
                ? Finding.warning("The program runs as root.", "Make an account for it that owns only the data folder.")
                : Finding.ok("The program does not run as root.");
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
