package dev.keycard.server.cli;

/** What a command does. Throws {@link CommandFailure} if it cannot. */
@FunctionalInterface
interface Action {

    void run(Arguments arguments);
}
