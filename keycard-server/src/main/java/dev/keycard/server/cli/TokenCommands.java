package dev.keycard.server.cli;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenRotation;
import dev.keycard.apitoken.Lifetime;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.apitoken.Overlap;
import dev.keycard.http.Json;
import dev.keycard.id.TimeId;
import dev.keycard.staff.RevocationResult;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard token …} */
final class TokenCommands {

    private static final String FOR_EVER = "never";

    private final CommandContext context;
    private final Terminal terminal;

    TokenCommands(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Group.of(
                "token",
                "Makes, lists, rotates and revokes API tokens.",
                Leaf.of("create", "Makes an API token for a user and prints it, once.", this::create)
                        .subject("NAME", "The user who owns the token.")
                        .value("--name", "N", "The name of the token.")
                        .values("--scope", "S", "Limits the token to a scope; may be given several times.")
                        .value(
                                "--expires",
                                "TIME",
                                "How long it lives, such as 90d (the default) or 12h; never for no end.")
                        .json()
                        .example("keycard token create ann --name laptop --expires 30d")
                        .example(
                                "curl -H \"Authorization: Token $(keycard token create ann)\" localhost:8000/api/profile/")
                        .described(),
                Leaf.of("list", "Lists the live API tokens of a user, without their secrets.", this::list)
                        .subject("NAME", "The user.")
                        .json()
                        .described(),
                Leaf.of("rotate", "Replaces an API token and prints the new one, once.", this::rotate)
                        .subject("ID", "The old token's id, as list shows it.")
                        .value(
                                "--overlap",
                                "TIME",
                                "How long the old token can be used beside the new one: 24h by default, 30d at most, 0 not "
                                        + "at all.")
                        .json()
                        .described(),
                Leaf.of("revoke", "Ends an API token, everywhere within seconds.", this::revoke)
                        .subject("ID", "The token's id, as list shows it.")
                        .described(),
                Leaf.of("revoke-all", "Ends all API tokens of a user.", this::revokeAll)
                        .subject("NAME", "The user.")
                        .described());
    }

    private void create(Arguments arguments) {
        Duration lifetime = lifetime(arguments);
        Set<String> scopes = scopes(arguments);
        String name = Typed.tokenName(arguments);
        context.with(arguments, engine -> {
            User user = CommandContext.user(engine, arguments.subject());
            NewApiToken made = engine.apiTokens()
                    .create(user, name, scopes, lifetime, context.auditContext())
                    .orElseThrow(() -> new CommandFailure("The user " + user.username()
                            + " is not active, or was changed meanwhile; no token was made."));
            String secret = made.secret().reveal();
            terminal.out()
                    .println(
                            arguments.has("--json")
                                    ? json(made.token()).put("token", secret).toPrettyString()
                                    : secret);
        });
    }

    private static Set<String> scopes(Arguments arguments) {
        Set<String> scopes = Set.copyOf(arguments.texts("--scope"));
        scopes.stream().filter(scope -> !ApiToken.isScope(scope)).findAny().ifPresent(scope -> {
            throw new CommandFailure("--scope takes one scope of 1 to 64 visible ASCII characters, without quotes;"
                    + " for several, write --scope before each.");
        });
        return scopes;
    }

    /** Null for a token without an end, which must be requested as {@code never}. */
    private static @Nullable Duration lifetime(Arguments arguments) {
        String wanted = Objects.requireNonNullElse(arguments.text("--expires"), "90d");
        if (wanted.equals(FOR_EVER)) {
            return null;
        }
        return Lifetime.parse(wanted)
                .orElseThrow(() -> new CommandFailure(
                        "--expires " + wanted + " is no lifetime: write one such as 90d, 12h or 30m, or never."));
    }

    private void list(Arguments arguments) {
        context.with(arguments, engine -> {
            User user = CommandContext.user(engine, arguments.subject());
            List<ApiToken> tokens = engine.apiTokens().live(user.id());
            if (arguments.has("--json")) {
                ArrayNode all = Json.object().putArray("tokens");
                tokens.forEach(token -> all.add(json(token)));
                terminal.out().println(all.toPrettyString());
            } else {
                table(tokens).print(terminal.out());
            }
        });
    }

    private void rotate(Arguments arguments) {
        Duration overlap = overlap(arguments);
        context.with(arguments, engine -> {
            ApiToken old = TimeId.parse(arguments.subject())
                    .flatMap(engine.apiTokens()::find)
                    .orElseThrow(() -> noLiveToken(arguments));
            User owner = engine.stores().users().find(old.userId()).orElseThrow(() -> noLiveToken(arguments));
            ApiTokenRotation outcome =
                    engine.apiTokens().rotate(owner, old.id(), overlap, null, context.auditContext());
            if (!(outcome instanceof ApiTokenRotation.Rotated rotated)) {
                throw notRotated((ApiTokenRotation.NotRotated) outcome, arguments);
            }
            String secret = rotated.successor().secret().reveal();
            ObjectNode json = json(rotated.successor().token())
                    .put("token", secret)
                    .put("replaces", old.id().text())
                    .put("replaced_until", rotated.predecessorEnds().toString());
            terminal.out().println(arguments.has("--json") ? json.toPrettyString() : secret);
        });
    }

    private static Duration overlap(Arguments arguments) {
        String wanted = arguments.text("--overlap");
        return wanted == null
                ? Overlap.DEFAULT
                : Overlap.parse(wanted)
                        .orElseThrow(() -> new CommandFailure("--overlap " + wanted
                                + " is no overlap: write one such as 1h or 7d, at most 30d, or 0 for none."));
    }

    private static CommandFailure notRotated(ApiTokenRotation.NotRotated outcome, Arguments arguments) {
        return switch (outcome.reason()) {
            case ALREADY_ROTATED ->
                new CommandFailure("The API token " + arguments.subject()
                        + " was replaced already; rotate its successor, which keycard token list shows.");
            case REFUSED ->
                new CommandFailure("The token's owner is not active, or was changed meanwhile; no token was made.");
            default -> noLiveToken(arguments);
        };
    }

    private static CommandFailure noLiveToken(Arguments arguments) {
        return new CommandFailure("There is no live API token with the id " + arguments.subject() + ".");
    }

    private void revoke(Arguments arguments) {
        context.with(arguments, engine -> {
            Optional<ApiToken> token =
                    TimeId.parse(arguments.subject()).flatMap(engine.stores().apiTokens()::find);
            if (token.isEmpty()
                    || !engine.apiTokens().end(token.get().userId(), token.get().id(), context.auditContext())) {
                throw noLiveToken(arguments);
            }
            terminal.out().println("Revoked API token " + token.get().id() + ".");
        });
    }

    private void revokeAll(Arguments arguments) {
        context.with(arguments, engine -> {
            User user = CommandContext.user(engine, arguments.subject());
            RevocationResult result = engine.credentialAdministration().endTokens(user.id(), context.operator());
            int ended = result instanceof RevocationResult.Ended all ? all.count() : 0;
            terminal.out().println("Ended " + ended + " API tokens of " + user.username() + ".");
        });
    }

    private static Table table(List<ApiToken> tokens) {
        Table table = new Table("ID", "NAME", "BEGINS WITH", "SCOPES", "CREATED", "LAST USED", "EXPIRES");
        for (ApiToken token : tokens) {
            table.add(
                    token.id().text(),
                    token.name(),
                    token.prefix(),
                    String.join(",", new TreeSet<>(token.scopes())),
                    Text.of(token.createdAt()),
                    Text.of(token.lastUsedAt()),
                    Text.of(token.expiresAt()));
        }
        return table;
    }

    private static ObjectNode json(ApiToken token) {
        ObjectNode json = Json.object()
                .put("id", token.id().text())
                .put("name", token.name())
                .put("prefix", token.prefix())
                .put("created_at", token.createdAt().toString())
                .put("last_used_at", text(token.lastUsedAt()))
                .put("expires_at", text(token.expiresAt()));
        var scopes = json.putArray("scopes");
        new TreeSet<>(token.scopes()).forEach(scopes::add);
        return json;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
