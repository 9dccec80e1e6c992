package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.key.KeyEntry;
import dev.keycard.key.KeyRemoval;
import dev.keycard.key.StoredKey;
import dev.keycard.settings.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard keys …} */
final class KeysCommands {

    private final CommandContext context;
    private final Terminal terminal;

    KeysCommands(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Group.of(
                "keys",
                "Lists, rotates and removes the keys of JWTs.",
                Leaf.of("list", "Lists the keys whose tokens are accepted.", this::list)
                        .json()
                        .described(),
                Leaf.of(
                                "rotate",
                                "Makes a new key: it is published at once and signs later; the others then retire.",
                                this::rotate)
                        .value("--publish-for", "TIME", "How long the key is published before it signs; 1h by default.")
                        .json()
                        .example("keycard keys rotate")
                        .example("keycard keys rotate --publish-for 0s")
                        .described(),
                Leaf.of(
                                "remove",
                                "Removes a leaked key: every token that it signed is refused within a second.",
                                this::remove)
                        .dashedSubject("KID", "The key's name, as list shows it.")
                        .json()
                        .described());
    }

    private void list(Arguments arguments) {
        context.with(arguments, engine -> {
            List<KeyEntry> keys = engine.keys().list();
            if (arguments.has("--json")) {
                ArrayNode all = Json.object().putArray("keys");
                keys.forEach(key -> all.add(json(key)));
                terminal.out().println(all.toPrettyString());
            } else {
                table(keys).print(terminal.out());
            }
        });
    }

    private void remove(Arguments arguments) {
        context.with(arguments, engine -> {
            KeyRemoval removal = engine.keys()
                    .remove(arguments.subject(), context.auditContext())
                    .orElseThrow(() -> new CommandFailure("There is no key " + Text.visible(arguments.subject())
                            + "; keycard keys list shows all keys."));
            terminal.out().println(arguments.has("--json") ? json(removal).toPrettyString() : sentence(removal));
        });
    }

    private static String sentence(KeyRemoval removal) {
        StoredKey replacement = removal.replacement();
        return "Removed key " + removal.kid()
                + ": every server refuses its tokens within a second, and their users sign in"
                + " again."
                + (replacement == null
                        ? ""
                        : " Key " + replacement.kid() + " signs from " + Text.of(replacement.signsFrom())
                                + " in its place.");
    }

    private void rotate(Arguments arguments) {
        Duration publishFor = publishFor(arguments);
        context.with(arguments, engine -> {
            StoredKey next = engine.keys().rotate(publishFor, context.auditContext());
            terminal.out()
                    .println(
                            arguments.has("--json")
                                    ? json(next.kid(), next.algorithm(), next.signsFrom(), next.retiresAt())
                                            .toPrettyString()
                                    : "Made key " + next.kid() + "; it signs from " + Text.of(next.signsFrom()) + ".");
        });
    }

    private static Duration publishFor(Arguments arguments) {
        String wanted = Objects.requireNonNullElse(arguments.text("--publish-for"), "1h");
        return Quantities.duration(wanted)
                .orElseThrow(() -> new CommandFailure(
                        "--publish-for " + wanted + " is not a duration: write one such as 30m, 1h or 0s."));
    }

    private static Table table(List<KeyEntry> keys) {
        Table table = new Table("KID", "ALGORITHM", "STATUS", "SIGNS FROM", "RETIRES");
        for (KeyEntry key : keys) {
            table.add(
                    key.kid(),
                    key.algorithm().joseName(),
                    key.state().label(),
                    Text.of(key.signsFrom()),
                    Text.of(key.retiresAt()));
        }
        return table;
    }

    private static ObjectNode json(KeyEntry key) {
        return json(key.kid(), key.algorithm().joseName(), key.signsFrom(), key.retiresAt())
                .put("status", key.state().label());
    }

    private static ObjectNode json(KeyRemoval removal) {
        StoredKey replacement = removal.replacement();
        return Json.object()
                .put("removed", removal.kid())
                .put("replacement", replacement == null ? null : replacement.kid());
    }

    private static ObjectNode json(
            String kid, String algorithm, @Nullable Instant signsFrom, @Nullable Instant retiresAt) {
        return Json.object()
                .put("kid", kid)
                .put("algorithm", algorithm)
                .put("signs_from", signsFrom == null ? null : signsFrom.toString())
                .put("retires_at", retiresAt == null ? null : retiresAt.toString());
    }
}
