package dev.keycard.node.doctor;

import dev.keycard.node.DataSettings;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Quantities;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.sql.SecurityReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Checks of a set-up with a database server that several nodes share. */
final class ClusterChecks {

    /** Tokens expire, and revocations are compared, by the clocks of the nodes. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private static final Duration DANGEROUS = Duration.ofSeconds(30);
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final int FEW_CONNECTIONS = 6;

    private ClusterChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "database.durability",
                        "whether the database server can lose what it has acknowledged",
                        ClusterChecks::durability),
                new Check("database.clock", "whether clocks differ", ClusterChecks::clock),
                new Check(
                        "database.transport",
                        "whether the database server is identified, and what is sent to it is encrypted",
                        ClusterChecks::transport),
                new Check(
                        "store.connections",
                        "whether there are too few connections to the database, or too many",
                        ClusterChecks::connections),
                new Check("change.poll", "how soon other nodes know a revocation", ClusterChecks::poll),
                new Check(
                        "cluster.sealing-key",
                        "whether all nodes have the sealing key of the database",
                        ClusterChecks::sealingKey));
    }

    private static Finding durability(Installation installation) {
        SecurityReport.Server server = server(installation);
        if (!server.risks().isEmpty()) {
            return Finding.danger(
                    String.join(" ", server.risks()),
                    "Set it to on: after a crash of its machine, revocations that were acknowledged would be gone.");
        }
        return hasSeveralHosts(installation) && !server.waitsForStandby()
                ? Finding.warning(
                        "store.url names several hosts, and the database server waits for no standby.",
                        "Set synchronous_standby_names: after a fail-over, revocations that were acknowledged would be gone.")
                : Finding.ok("No setting of a database server was found with which it loses data.");
    }

    private static boolean hasSeveralHosts(Installation installation) {
        return installation.database() instanceof PostgresSettings postgres && postgres.hosts() > 1;
    }

    private static Finding clock(Installation installation) {
        Duration apart = server(installation).clockAhead();
        if (apart.abs().compareTo(NOTICEABLE) <= 0) {
            return Finding.ok("The clock of the database server agrees with that of this machine.");
        }
        String sentence = "The clock of the database server is " + Quantities.text(apart.abs())
                + (apart.isNegative() ? " behind" : " ahead of") + " that of this machine.";
        String advice = "Set the clocks of all machines by NTP.";
        return apart.abs().compareTo(DANGEROUS) > 0
                ? Finding.danger(sentence, advice)
                : Finding.warning(sentence, advice);
    }

    private static Finding transport(Installation installation) {
        if (!(installation.database() instanceof PostgresSettings postgres) || postgres.isLocal()) {
            return Finding.ok("The database is on this machine.");
        }
        String url = postgres.url().toLowerCase(Locale.ROOT);
        return url.contains("sslmode=verify-full")
                ? Finding.ok("The database server is identified by its certificate.")
                : Finding.warning(
                        "The database server is on another machine, and its certificate is not checked.",
                        "Add sslmode=verify-full and sslrootcert to the parameters of store.url.");
    }

    private static Finding connections(Installation installation) {
        SecurityReport.Server server = server(installation);
        if (server.maxConnections() == 0) {
            return Finding.ok("There is no database server.");
        }
        int connections = installation.settings().get(DataSettings.STORE_CONNECTIONS);
        if (connections < FEW_CONNECTIONS) {
            return Finding.warning(
                    "store.connections is " + connections + ": one slow statement makes others wait.",
                    "Set it to 10 or more.");
        }
        // This node, and one more while it is replaced.
        return (connections + 1) * 2 > server.maxConnections()
                ? Finding.warning(
                        "The database server accepts " + server.maxConnections()
                                + " connections, and two nodes open up to " + (connections + 1) * 2 + ".",
                        "Lower store.connections, or raise max_connections of the server.")
                : Finding.ok("store.connections is " + connections + ", of " + server.maxConnections()
                        + " that the database server accepts.");
    }

    private static Finding poll(Installation installation) {
        Duration poll = installation.settings().get(ChangeSettings.POLL);
        return poll.compareTo(SLOW_POLL) > 0
                ? Finding.warning(
                        "change.poll is " + Quantities.text(poll)
                                + ": while no signals arrive, other nodes accept what was" + " revoked for that long.",
                        "Set change.poll to 500ms.")
                : Finding.ok("change.poll is " + Quantities.text(poll) + ".");
    }

    private static Finding sealingKey(Installation installation) {
        if (installation
                .contents()
                .filter(Installation.Contents::otherSealingKey)
                .isPresent()) {
            return Finding.danger(
                    "The database belongs to another sealing key than that of this node, which cannot start.",
                    "Set sealing-key to the key of the other nodes, or restore the file sealing.key from a backup.");
        }
        boolean shared = installation.database() instanceof PostgresSettings;
        return shared && installation.settings().get(DataSettings.SEALING_KEY).isEmpty()
                ? Finding.notice(
                        "The sealing key is a file of this node, and every node of this database needs the same.",
                        "Before a second node starts, give all nodes the key as sealing-key.")
                : Finding.ok("The sealing key is not tied to one of several nodes.");
    }

    private static SecurityReport.Server server(Installation installation) {
        return installation
                .contents()
                .map(contents -> contents.report().server())
                .orElse(SecurityReport.Server.NONE);
    }
}
