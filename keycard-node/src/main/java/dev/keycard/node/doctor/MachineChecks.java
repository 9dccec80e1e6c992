package dev.keycard.node.doctor;

import dev.keycard.permission.Permissions;
import java.util.List;

/** Checks of the default permission, the account of the process, the JVM and the disk. */
final class MachineChecks {

    private static final int BEST_JAVA = 25;
    private static final long LITTLE_DISK = 1L << 30;
    private static final long TOO_LITTLE_DISK = 100L << 20;

    private MachineChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "permission.default",
                        "whether the endpoints of users' own accounts require a sign-in",
                        MachineChecks::own),
                new Check("machine.user", "whether the program runs as root", MachineChecks::user),
                new Check("machine.java", "the JVM", MachineChecks::java),
                new Check(
                        "machine.signatures",
                        "whether signatures are checked by the fast provider",
                        MachineChecks::signatures),
                new Check("machine.disk", "whether the disk has room", MachineChecks::disk));
    }

    private static Finding own(Installation installation) {
        return installation.web().defaultPermission() == Permissions.ALLOW_ANY
                ? Finding.notice(
                        "permission.default is AllowAny.",
                        "The endpoints still require a sign-in; write IsAuthenticated to say so.")
                : Finding.ok("The endpoints of users' own accounts require a sign-in.");
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
                ? Finding.danger(sentence, "Make room: sign-ins fail on a full disk.")
                : Finding.warning(sentence, "Make room.");
    }
}
