package dev.keycard.server.cli;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.node.DataSettings;
import dev.keycard.node.Node;
import dev.keycard.node.NodeParts;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.settings.Configuration;
import dev.keycard.staff.Actor;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What commands work with: the configuration, and the engine for as long as they need it. */
final class CommandContext {

    private final ConfigurationLoader loader;
    private final FutureTask<Environment> environment;

    /** @param environment read once, and only by commands that need it: cryptography takes time to load */
    CommandContext(ConfigurationLoader loader, Supplier<Environment> environment) {
        this.loader = loader;
        this.environment = new FutureTask<>(environment::get);
    }

    /** Begins to load the environment on another thread. */
    void prepare() {
        Thread loading = new Thread(environment, "keycard-platform");
        loading.setDaemon(true);
        loading.start();
    }

    Environment environment() {
        // The first caller loads it; another caller waits until it is loaded.
        environment.run();
        try {
            return environment.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cryptography did not load", failed);
        }
    }

    /** The audit context of a command. The person who types it is not known. */
    AuditContext auditContext() {
        return new AuditContext(environment().clock().instant(), AuditContext.COMMAND_LINE, "", null);
    }

    /** The actor of a command: the operator. */
    Actor.Operator operator() {
        return new Actor.Operator(auditContext());
    }

    /** The configuration, in which options override other sources. */
    Configuration configuration(Arguments arguments) {
        return configuration(arguments, Map.of());
    }

    Configuration configuration(Arguments arguments, Map<String, @Nullable String> flags) {
        Map<String, @Nullable String> all = new HashMap<>(flags);
        all.put(DataSettings.FOLDER.name(), arguments.text("--data"));
        String file = arguments.text("--config");
        return loader.load(file == null ? null : Path.of(file), all);
    }

    /** The configuration records that follow from it. */
    ServerConfiguration serverConfiguration(Arguments arguments) {
        return ServerConfiguration.of(configuration(arguments));
    }

    /** Opens the engine, runs the work, and closes the engine. */
    void with(Arguments arguments, Consumer<Keycard> work) {
        try (Node node = Node.open(serverConfiguration(arguments).node(), NodeParts.in(this::environment))) {
            work.accept(node.engine());
        }
    }

    /** The user that the command names. */
    static User user(Keycard engine, String name) {
        return Username.parse(name)
                .flatMap(engine.stores().users()::findByName)
                .orElseThrow(
                        () -> new CommandFailure("There is no user " + name + "; keycard user list shows all users."));
    }

    /** The name, if it is a valid one. */
    static Username username(String name) {
        Optional<Username> parsed = Username.parse(name);
        return parsed.orElseThrow(() -> new CommandFailure("\"" + name + "\" cannot be a user name: use up to "
                + Username.MAX_LENGTH + " visible characters without spaces."));
    }
}
