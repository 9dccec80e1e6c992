package dev.keycard.server.storm;

import java.io.IOException;

/** One way to make the server hold or do too much. */
interface Attack {

    String name();

    /**
     * One stroke: opens what it needs through the attacker, and returns soon.
     *
     * @throws IOException if the server closed, which counts as refused
     */
    void strike(Attacker attacker) throws IOException;
}
