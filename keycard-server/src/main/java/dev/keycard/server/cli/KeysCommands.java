package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.jwt.RingKey;
import dev.keycard.jwt.StoredKey;
import dev.keycard.server.config.Quantities;
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

    private final Workbench bench;
    private final Terminal terminal;

    KeysCommands(Workbench bench, Terminal terminal) {
        this.bench = bench;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Group.of(
                "keys",
                "Lists and rotates the keys that sign JWTs.",
                Leaf.of("list", "Lists the keys whose tokens are accepted.", this::list)
                        .json()
                        .described(),
                Leaf.of(
                                "rotate",
                                "Makes a new key: published at once, signing later, while the others retire.",
                                this::rotate)
                        .value(
                                "--publish-for",
                                "TIME",
                                "How long others have to learn the key before it signs; 1h by default.")
                        .json()
                        .example("keycard keys rotate")
                        .example("keycard keys rotate --publish-for 0s")
                        .described());
    }

    private void list(Arguments arguments) {
        bench.with(arguments, engine -> {
            List<RingKey> keys = engine.keys().list();
            if (arguments.has("--json")) {
                ArrayNode all = Json.object().putArray("keys");
                keys.forEach(key -> all.add(
                        json(key.key().kid(), key.key().algorithm().joseName(), key.signsFrom(), key.retiresAt())));
                terminal.out().println(all.toPrettyString());
            } else {
                table(keys).print(terminal.out());
            }
        });
    }

    private void rotate(Arguments arguments) {
        Duration publishFor = publishFor(arguments);
        bench.with(arguments, engine -> {
            StoredKey next = engine.keys().rotate(publishFor, bench.occasion());
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
                        "--publish-for " + wanted + " is no duration: write one such as 30m, 1h or 0s."));
    }

    private static Table table(List<RingKey> keys) {
        Table table = new Table("KID", "ALGORITHM", "SIGNS FROM", "RETIRES");
        for (RingKey key : keys) {
            table.add(
                    key.key().kid(),
                    key.key().algorithm().joseName(),
                    Text.of(key.signsFrom()),
                    Text.of(key.retiresAt()));
        }
        return table;
    }

    private static ObjectNode json(String kid, String algorithm, Instant signsFrom, @Nullable Instant retiresAt) {
        return Json.object()
                .put("kid", kid)
                .put("algorithm", algorithm)
                .put("signs_from", signsFrom.toString())
                .put("retires_at", retiresAt == null ? null : retiresAt.toString());
    }
}
