package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.id.TimeId;
import dev.keycard.login.Login;
import dev.keycard.staff.RevocationResult;
import dev.keycard.user.User;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard login …} */
final class LoginCommands {

    private final CommandContext context;
    private final Terminal terminal;

    LoginCommands(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Group.of(
                "login",
                "Lists and ends logins: sessions, and chains of refresh tokens with their access tokens.",
                Leaf.of("list", "Lists the live logins of a user.", this::list)
                        .subject("NAME", "The user.")
                        .json()
                        .example("keycard login list ann")
                        .described(),
                Leaf.of("revoke", "Ends one login; its tokens are refused everywhere within seconds.", this::revoke)
                        .subject("ID", "The login's id, as list shows it.")
                        .described(),
                Leaf.of("revoke-all", "Ends all logins of a user.", this::revokeAll)
                        .subject("NAME", "The user.")
                        .described());
    }

    private void list(Arguments arguments) {
        context.with(arguments, engine -> {
            User user = CommandContext.user(engine, arguments.subject());
            List<Login> logins = engine.logins().live(user.id());
            if (arguments.has("--json")) {
                ArrayNode all = Json.object().putArray("logins");
                logins.forEach(login -> all.add(json(login)));
                terminal.out().println(all.toPrettyString());
            } else {
                table(logins).print(terminal.out());
            }
        });
    }

    private void revoke(Arguments arguments) {
        Optional<TimeId> id = TimeId.parse(arguments.subject());
        context.with(arguments, engine -> {
            if (id.isEmpty()
                    || !(engine.credentialAdministration().endLogin(id.get(), context.operator())
                            instanceof RevocationResult.Ended)) {
                throw new CommandFailure("There is no live login with the id " + arguments.subject() + ".");
            }
            terminal.out().println("Ended login " + id.get() + ".");
        });
    }

    private void revokeAll(Arguments arguments) {
        context.with(arguments, engine -> {
            User user = CommandContext.user(engine, arguments.subject());
            int ended =
                    engine.logins().endAll(user.id(), context.auditContext()).count();
            terminal.out().println("Ended " + ended + " logins of " + user.username() + ".");
        });
    }

    private static Table table(List<Login> logins) {
        Table table = new Table("ID", "KIND", "DEVICE", "ADDRESS", "CREATED", "LAST SEEN", "EXPIRES");
        for (Login login : logins) {
            table.add(
                    login.id().text(),
                    kind(login),
                    login.device(),
                    login.address(),
                    Text.of(login.createdAt()),
                    Text.of(login.lastSeenAt()),
                    Text.of(login.expiresAt()));
        }
        return table;
    }

    private static ObjectNode json(Login login) {
        return Json.object()
                .put("id", login.id().text())
                .put("kind", kind(login))
                .put("device", login.device())
                .put("address", login.address())
                .put("created_at", login.createdAt().toString())
                .put("last_seen_at", login.lastSeenAt().toString())
                .put("expires_at", login.expiresAt().toString());
    }

    private static String kind(Login login) {
        return login.kind().name().toLowerCase(Locale.ROOT);
    }
}
