package dev.keycard.faults.scenario;

/**
 * A fault.
 *
 * @param name what happens
 * @param fault injects it, and has ended it when it returns
 */
record Scenario(String name, Fault fault) {

    /** Injects a fault and ends it. */
    @FunctionalInterface
    interface Fault {
        void run(Stage stage) throws Exception;
    }
}
