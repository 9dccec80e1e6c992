package dev.keycard.server.cli;

import dev.keycard.Environment;
import dev.keycard.server.config.ConfigurationLoader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: finds the command, runs it, and reports the outcome by an exit code. */
public final class Cli {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

    private final Terminal terminal;
    private final CommandContext context;

    /**
     * Runs commands with the console, the environment variables and the clock of this process.
     *
     * @param workingDirectory where the configuration is looked for first
     */
    public Cli(Terminal terminal, Path workingDirectory, Map<String, String> environment) {
        this(terminal, workingDirectory, environment, Environment::system);
    }

    Cli(
            Terminal terminal,
            Path workingDirectory,
            Map<String, String> environment,
            Supplier<Environment> engineEnvironment) {
        this.terminal = terminal;
        this.context = new CommandContext(new ConfigurationLoader(workingDirectory, environment), engineEnvironment);
    }

    private CommandLine commandLine(String[] arguments) {
        return new CommandLine(root(arguments))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    }

    /**
     * Describes only the command that was named, or all commands if none was: building each description takes time at the
     * start.
     */
    private CommandSpec root(String[] arguments) {
        Map<String, Supplier<CommandSpec>> commands = commands();
        String named = arguments.length == 0 ? "" : arguments[0];
        Stream<Supplier<CommandSpec>> wanted =
                commands.containsKey(named) ? Stream.of(commands.get(named)) : commands.values().stream();
        CommandSpec root = Group.of(
                "keycard",
                "Authentication for REST APIs: sessions, API tokens and JWTs, and revocation at once.",
                wanted.map(Supplier::get).toArray(CommandSpec[]::new));
        root.addOption(OptionSpec.builder("--version")
                .arity("0")
                .type(boolean.class)
                .versionHelp(true)
                .description("Tell the version.")
                .build());
        root.version("keycard " + version());
        root.usageMessage()
                .footerHeading("%nExamples:%n")
                .footer(
                        "  keycard serve                     start; the first start prints a password for admin",
                        "  keycard user create ann           create a user",
                        "  keycard login revoke-all ann      end all logins of a user",
                        "  keycard COMMAND --help            describe a command");
        return root;
    }

    private Map<String, Supplier<CommandSpec>> commands() {
        Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
        commands.put("serve", new ServeCommand(context, terminal)::described);
        commands.put("user", new UserCommands(context, terminal)::described);
        commands.put("token", new TokenCommands(context, terminal)::described);
        commands.put("login", new LoginCommands(context, terminal)::described);
        commands.put("keys", new KeysCommands(context, terminal)::described);
        commands.put("migrate", new UpkeepCommands(context, terminal)::describeMigrate);
        commands.put("copy", new CopyCommand(context, terminal)::described);
        commands.put("cleanup", new CleanupCommand(context, terminal)::described);
        commands.put("config", new UpkeepCommands(context, terminal)::describeConfig);
        commands.put("doctor", new DoctorCommand(context, terminal)::described);
        commands.put("openapi", new UpkeepCommands(context, terminal)::describeOpenApi);
        commands.put("heap", new HeapCommand(context, terminal)::described);
        commands.put("rehearse", new RehearseCommand(context, terminal)::described);
        return commands;
    }

    private static String version() {
        return Objects.requireNonNullElse(Cli.class.getPackage().getImplementationVersion(), "(development)");
    }

    /** Runs a command and returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
    public int run(String... arguments) {
        try {
            return execute(commandLine(arguments).parseArgs(arguments));
        } catch (ParameterException misunderstood) {
            CommandLine command = misunderstood.getCommandLine();
            terminal.err().println("keycard: " + misunderstood.getMessage());
            terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        } catch (ExitCode exit) {
            return exit.code();
        } catch (RuntimeException failed) {
            return failure(failed);
        }
    }

    private int execute(ParseResult parsed) {
        if (CommandLine.printHelpIfRequested(parsed)) {
            return DONE;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!(last.commandSpec().userObject() instanceof Action action)) {
            last.commandSpec().commandLine().usage(terminal.err(), Ansi.OFF);
            return USAGE;
        }
        action.run(new Arguments(last));
        return DONE;
    }

    private int failure(RuntimeException failed) {
        String sentence = Sentences.of(failed);
        if (sentence == null) {
            LOG.error("the command failed", failed);
            sentence = "This is a fault of Keycard; the lines above have the details.";
        }
        terminal.err().println("keycard: " + sentence);
        return FAILED;
    }
}
