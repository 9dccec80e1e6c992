package dev.keycard.server.cli;

import dev.keycard.crypto.Secret;
import dev.keycard.http.Json;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.node.DataFolder;
import dev.keycard.node.DataSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.sql.DatabaseCopy;
import dev.keycard.sql.DatabaseCopy.Count;
import dev.keycard.sql.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;

/** {@code keycard copy}: moves everything from SQLite to PostgreSQL. */
final class CopyCommand {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final CommandContext context;
    private final Terminal terminal;
    private final PasswordInput passwords;

    CopyCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
        this.passwords = new PasswordInput(terminal);
    }

    CommandSpec described() {
        return Leaf.of("copy", "Moves everything from SQLite to PostgreSQL; what was issued stays valid.", this::copy)
                .value("--to", "URL", "The database, jdbc:postgresql://host/name; store.url by default.")
                .value("--to-user", "USER", "Its user; store.user by default.")
                .value("--to-schema", "SCHEMA", "Its schema for Keycard's tables; store.schema by default.")
                .flag(
                        PasswordInput.STDIN,
                        "Read its password from standard input, one line; store.password by default.")
                .value("--from", "FILE", "The SQLite file; that of the configuration by default.")
                .flag("--try", "Only copy the present state, while the server may run; SQLite stays in use.")
                .flag("--undo", "Empty PostgreSQL again and go on with SQLite, if nothing was written there.")
                .json()
                .example("keycard copy --to jdbc:postgresql://db.example.org/keycard --to-user keycard --try")
                .example("keycard copy --to jdbc:postgresql://db.example.org/keycard --to-user keycard")
                .described();
    }

    private void copy(Arguments arguments) {
        if (arguments.has("--try") && arguments.has("--undo")) {
            throw new CommandFailure("--try and --undo contradict each other; give one of them.");
        }
        Configuration settings = context.configuration(arguments);
        DatabaseCopy copy = new DatabaseCopy(
                source(arguments, settings),
                target(arguments, settings),
                context.environment().clock(),
                CopyProgress.on(terminal));
        if (arguments.has("--undo")) {
            copy.undo();
            terminal.out().println("The PostgreSQL database is empty, and the SQLite database is in use again.");
        } else {
            boolean trial = arguments.has("--try");
            report(arguments, trial ? copy.tryOut() : copy.move());
            terminal.err().println(trial ? "What happens from now on is not in the copy." : advice(settings));
        }
    }

    private void report(Arguments arguments, List<Count> counts) {
        if (arguments.has("--json")) {
            ArrayNode tables = Json.object().putArray("tables");
            counts.forEach(count -> tables.addObject()
                    .put("table", count.table())
                    .put("sqlite", count.source())
                    .put("postgresql", count.target()));
            terminal.out().println(tables.toPrettyString());
        } else {
            Table table = new Table("TABLE", "SQLITE", "POSTGRESQL");
            counts.forEach(
                    count -> table.add(count.table(), Long.toString(count.source()), Long.toString(count.target())));
            table.print(terminal.out());
        }
        if (!DatabaseCopy.isComplete(counts)) {
            throw new CommandFailure("The counts differ, so nothing was changed.");
        }
    }

    private static String advice(Configuration settings) {
        String key = settings.get(DataSettings.SEALING_KEY).isPresent()
                ? "the same sealing-key as here"
                : "the content of " + folder(settings).resolve(SealingKeyFile.NAME) + " as sealing-key";
        return "Everything was moved, and the SQLite file is closed. Start the nodes with store.url of the new database, and"
                + " with " + key + ": with another one they do not start.";
    }

    private static Path folder(Configuration settings) {
        return settings.get(DataSettings.FOLDER).toAbsolutePath().normalize();
    }

    private static Path source(Arguments arguments, Configuration settings) {
        String configured = settings.get(DataSettings.STORE_URL);
        String from = Objects.requireNonNullElse(
                arguments.text("--from"), configured.startsWith(SQLITE) ? configured.substring(SQLITE.length()) : "");
        if (from.startsWith(POSTGRESQL)) {
            throw new CommandFailure(
                    "keycard copy moves from SQLite to PostgreSQL only; --from is the path of a file.");
        }
        return from.isEmpty() ? new DataFolder(folder(settings)).database() : Path.of(from);
    }

    private PostgresSettings target(Arguments arguments, Configuration settings) {
        String url = Objects.requireNonNullElse(arguments.text("--to"), settings.get(DataSettings.STORE_URL));
        if (!url.startsWith(POSTGRESQL)) {
            throw new CommandFailure(
                    "keycard copy moves from SQLite to PostgreSQL only; --to is jdbc:postgresql://host/name.");
        }
        try {
            String user =
                    Objects.requireNonNullElse(arguments.text("--to-user"), settings.get(DataSettings.STORE_USER));
            String schema =
                    Objects.requireNonNullElse(arguments.text("--to-schema"), settings.get(DataSettings.STORE_SCHEMA));
            return PostgresSettings.of(url)
                    .withUser(user.isEmpty() ? null : user, password(arguments, settings))
                    .withSchema(schema.isEmpty() ? null : schema);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailure("--to cannot be used: " + refused.getMessage() + ".");
        }
    }

    private @Nullable String password(Arguments arguments, Configuration settings) {
        if (arguments.has(PasswordInput.STDIN)) {
            return passwords.line();
        }
        String configured =
                settings.get(DataSettings.STORE_PASSWORD).map(Secret::reveal).orElse(null);
        boolean asks = configured == null
                && arguments.text("--to-user") != null
                && terminal.prompt().isPresent();
        return asks ? passwords.once("Password of the PostgreSQL user: ") : configured;
    }
}
