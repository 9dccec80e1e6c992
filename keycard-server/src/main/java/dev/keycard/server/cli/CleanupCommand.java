package dev.keycard.server.cli;

import dev.keycard.cleanup.CleanupRound;
import dev.keycard.http.Json;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard cleanup} */
final class CleanupCommand {

    /** Long enough for a running server to write in between: SQLite has no queue of waiting writers. */
    private static final long PAUSE_MILLIS = 10;

    private final CommandContext context;
    private final Terminal terminal;

    CleanupCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of(
                        "cleanup",
                        "Deletes what ended long ago; a running server does so itself, once an hour.",
                        this::cleanUp)
                .json()
                .example("keycard cleanup")
                .described();
    }

    private void cleanUp(Arguments arguments) {
        context.with(arguments, engine -> {
            CleanupRound round = engine.cleanup().begin();
            while (round.step()) {
                pause();
            }
            terminal.out().println(arguments.has("--json") ? json(round).toPrettyString() : sentence(round.purged()));
        });
    }

    private static ObjectNode json(CleanupRound round) {
        ObjectNode numbers = Json.object();
        round.purged().forEach(numbers::put);
        return numbers;
    }

    private static String sentence(Map<String, Long> forgotten) {
        return forgotten.entrySet().stream()
                .map(part -> part.getKey().replace('_', ' ') + ' ' + part.getValue())
                .collect(Collectors.joining(", ", "Forgotten: ", "."));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Stopped; the rest will be deleted the next time.");
        }
    }
}
