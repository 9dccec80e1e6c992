package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.node.DataSettings;
import dev.keycard.node.doctor.Checkup;
import dev.keycard.node.doctor.Finding;
import dev.keycard.node.doctor.Level;
import dev.keycard.node.doctor.Machine;
import dev.keycard.server.doctor.ServerCheckup;
import dev.keycard.settings.Configuration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard doctor} */
final class DoctorCommand {

    private final CommandContext context;
    private final Terminal terminal;

    DoctorCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of(
                        "doctor",
                        "Reports what is risky about this installation, and what to do. Exit code 1 if there is"
                                + " something to do, 2 if it cannot check.",
                        this::examine)
                .flag("--all", "Show the checks that found nothing, too.")
                .json()
                .example("keycard doctor")
                .example("keycard doctor --json --data /var/lib/keycard")
                .described();
    }

    private void examine(Arguments arguments) {
        List<Checkup.Result> results = results(arguments);
        if (arguments.has("--json")) {
            terminal.out().println(json(results).toPrettyString());
        } else {
            print(results, arguments.has("--all"));
        }
        if (results.stream().anyMatch(result -> result.finding().level().asksForAction())) {
            throw new ExitCode(Cli.FAILED);
        }
    }

    private List<Checkup.Result> results(Arguments arguments) {
        try {
            Configuration settings = context.configuration(arguments);
            String signatures = context.environment().signatures().describe();
            Machine machine = Machine.here(settings.get(DataSettings.FOLDER), signatures);
            return ServerCheckup.of(
                    settings, machine, context.environment().clock().instant());
        } catch (RuntimeException failed) {
            String sentence = Sentences.of(failed);
            if (sentence == null) {
                throw failed;
            }
            terminal.err().println("keycard: " + sentence);
            throw new ExitCode(Cli.USAGE);
        }
    }

    private void print(List<Checkup.Result> results, boolean all) {
        for (Checkup.Result result : results) {
            Finding finding = result.finding();
            if (all || finding.level() != Level.OK) {
                terminal.out()
                        .println(finding.level().label() + "  " + result.check().name() + ": "
                                + Text.visible(finding.sentence()));
            }
            if (!finding.advice().isEmpty()) {
                terminal.out().println("    " + Text.visible(finding.advice()));
            }
        }
        long fine = results.stream()
                .filter(result -> result.finding().level() == Level.OK)
                .count();
        terminal.out().println(fine + " of " + results.size() + " checks found nothing.");
    }

    private static ObjectNode json(List<Checkup.Result> results) {
        ObjectNode report = Json.object();
        report.put("worst", Checkup.worst(results).label());
        ArrayNode checks = report.putArray("checks");
        results.forEach(result -> checks.addObject()
                .put("check", result.check().name())
                .put("level", result.finding().level().label())
                .put("finding", result.finding().sentence())
                .put("advice", result.finding().advice()));
        return report;
    }
}
