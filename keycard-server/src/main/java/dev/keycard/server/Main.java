package dev.keycard.server;

import dev.keycard.server.cli.Cli;
import dev.keycard.server.cli.Terminal;
import java.nio.file.Path;

/** Runs the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Otherwise some JDKs pretend that there is a console to ask for passwords on where there is none.
        System.setProperty("jdk.console", "java.base");
        // Vert.x writes nothing into files; without this it would look for a place to.
        System.setProperty("vertx.disableFileCPResolving", "true");
        Cli cli = new Cli(Terminal.system(), Path.of(""), System.getenv());
        System.exit(cli.run(arguments));
    }
}
