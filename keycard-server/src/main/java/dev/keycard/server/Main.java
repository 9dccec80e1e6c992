package dev.keycard.server;

import dev.keycard.server.cli.Cli;
import dev.keycard.server.cli.Terminal;
import java.nio.file.Path;

/** Runs the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Some JDKs otherwise report a console where there is no terminal, and a command would wait for a password.
        System.setProperty("jdk.console", "java.base");
        // Vert.x needs no folder for cached files here.
        System.setProperty("vertx.disableFileCPResolving", "true");
        Cli cli = new Cli(Terminal.system(), Path.of(""), System.getenv());
        System.exit(cli.run(arguments));
    }
}
