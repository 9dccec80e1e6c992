package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.node.ConfiguredDatabase;
import dev.keycard.node.DataFolder;
import dev.keycard.node.DataSettings;
import dev.keycard.node.Node;
import dev.keycard.node.NodeParts;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.node.KeycardServer;
import dev.keycard.settings.Configuration;
import dev.keycard.sql.Migrations;
import dev.keycard.sql.SchemaState;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;

/** {@code keycard migrate}, {@code keycard config} and {@code keycard openapi}. */
final class UpkeepCommands {

    private final CommandContext context;
    private final Terminal terminal;

    UpkeepCommands(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec describeMigrate() {
        return Leaf.of(
                        "migrate",
                        "Migrates the database to the schema of this program; serve does so itself with SQLite.",
                        this::migrate)
                .described();
    }

    CommandSpec describeConfig() {
        return Leaf.of("config", "Shows the settings in effect and where each comes from.", this::config)
                .json()
                .example("keycard config --config keycard.yaml")
                .example("KEYCARD_SERVER_PORT=9000 keycard config")
                .described();
    }

    CommandSpec describeOpenApi() {
        return Leaf.of(
                        "openapi",
                        "Prints the description of the API, OpenAPI 3.1, as /openapi.json shows it.",
                        this::openApi)
                .example("keycard openapi > openapi.json")
                .described();
    }

    private void openApi(Arguments arguments) {
        ServerConfiguration configuration = context.serverConfiguration(arguments);
        try (Node node = Node.open(
                configuration.node(),
                NodeParts.in(() -> KeycardServer.watched(configuration, context.environment())))) {
            terminal.out().println(node.api().openApi().document().toPrettyString());
        }
    }

    private void migrate(Arguments arguments) {
        Configuration settings = context.configuration(arguments);
        DataFolder.open(settings.get(DataSettings.FOLDER));
        SchemaState before = ConfiguredDatabase.of(settings).migrating(Migrations::migrate);
        terminal.out()
                .println(
                        before.isCurrent()
                                ? "The database has schema " + before.version() + " already."
                                : "Migrated the database from schema " + before.version() + " to " + before.newest()
                                        + ".");
    }

    private void config(Arguments arguments) {
        Configuration settings = context.configuration(arguments);
        if (arguments.has("--json")) {
            ArrayNode all = Json.object().putArray("settings");
            settings.entries()
                    .forEach(entry -> all.add(Json.object()
                            .put("name", entry.name())
                            .put("value", entry.value())
                            .put("source", entry.source())));
            terminal.out().println(all.toPrettyString());
        } else {
            Table table = new Table("SETTING", "VALUE", "FROM");
            settings.entries().forEach(entry -> table.add(entry.name(), entry.value(), entry.source()));
            table.print(terminal.out());
        }
    }
}
